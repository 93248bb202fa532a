"""SRC: how near is the item to its sources, and how many of them are there?"""
