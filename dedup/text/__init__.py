"""What both floors know of text as such: words, lines, sentences, quotes, and folding with a way back.

Every function is pure, takes one text and answers in code points of that text.
"""
