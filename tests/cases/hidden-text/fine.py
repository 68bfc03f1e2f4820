# Written from right to left, with no mark that turns the order around.
greeting = "مرحبا"

marks = "\u202e"
