"""Stories: items on one event, and how many independent origins stand behind them.

`profile_items` reads a batch's distinctive terms and days, `link_stories` joins items on one event without their being
copies, `count_origins` collapses what has one origin: copies, one relay, one owner, one occasion.
"""

from scoring.stories.links import link_stories
from scoring.stories.origins import count_origins
from scoring.stories.profiles import PROFILES, profile_items

__all__ = ["PROFILES", "count_origins", "link_stories", "profile_items"]
