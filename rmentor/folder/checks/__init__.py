"""What must hold across values and files, looked for in what was written, whatever its shape.

A check never relies on the shape being right: a mistake in one value must not hide another.
"""
