"""The score: ten gates, 0 to 5, each with the findings and the evidence behind it."""
