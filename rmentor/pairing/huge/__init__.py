"""Pairing above 10,000 people: no table of all pairs, and still a proven bound, often the optimum.

``vectors`` what a pair can score at most, as a product · ``bounds`` that for bunches of mentees ·
``singles`` exact scores of single pairs · ``looks`` which pairs are worth a closer look ·
``served`` who can be served · ``solve`` the best sum and how far it can be from the largest ·
``choose`` the door.
"""
