"""Pictures of a program: one module each, one view each, in SVG, in words and in characters."""

from rmentor.reporting.pictures.old import MOST_TOPICS, sessions_picture, topics_picture

__all__ = ["MOST_TOPICS", "sessions_picture", "topics_picture"]
