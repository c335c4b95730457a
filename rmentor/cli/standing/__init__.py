"""How a program stands, on the terminal and as JSON: pairs, KPIs, several programs."""
