"""Who does what to whom, read off the syntax of the translation and asked of the source through the word alignment.

`dependencies` lists the relations of the translation (act, role, participant), `network` says which word of the source
takes that role there, and `exchanges` finds two participants that the source has the other way round.
"""
