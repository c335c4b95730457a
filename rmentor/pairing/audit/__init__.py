"""How fair a pairing is to groups of people, and what each weight really did."""
