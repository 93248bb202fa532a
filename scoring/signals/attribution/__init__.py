"""ATT: does a reader learn who says it?"""
