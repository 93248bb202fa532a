"""PRV: does the item say where its text comes from, and is that so?"""
