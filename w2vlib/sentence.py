"""The one sentence that runs through all lessons, cut into tokens and counted.

"saw" has "the" twice among its neighbours, fox and owl keep the same company, and every count is small
enough for pencil and paper.
"""

from collections import Counter

SENTENCE = "the fox saw the owl and the owl saw the fox"
TOKENS = tuple(SENTENCE.split())
COUNTS = dict(Counter(TOKENS).most_common())  # most frequent first; equal counts in the order of the text
VOCABULARY = tuple(COUNTS)  # a word's place here is its row number everywhere
