"""QUO: are the words in quote marks those that were said, and whose are they?"""
