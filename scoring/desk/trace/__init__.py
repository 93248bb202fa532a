"""`copydesk trace`: one item's reprint chain, and how far a withdrawn text has reached."""
