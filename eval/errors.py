"""What can keep an evaluation from giving figures, as a tree:

    EvaluationProblem       there are no figures, and nothing was written
    ├── QuestionProblem     a question file, or a line of it, is not as documented
    ├── CollectionProblem   a BEIR folder lacks a file, or a line is not as documented
    ├── StructureProblem    a file with the truth about minutes, or a line of it, is not as documented
    ├── ComparisonProblem   a run cannot be read, or two runs are not of the same questions
    ├── DraftProblem        no questions can be drafted, or their file is there already
    ├── CalibrationProblem  the questions do not let the confidence be fitted
    ├── VariantProblem      a file of variants is not as documented
    ├── IndexingProblem     the documents to be asked about could not be indexed
    └── OutputProblem       the results cannot be written

One bad line stops the whole run: figures over a part of the questions look like figures.
"""

from __future__ import annotations

from assistant.texts import Language
from eval.texts import text


class EvaluationProblem(Exception):
    """There are no figures. `code` is the name of a text in `eval.texts`, `details` fills it in:
    what happened, to which file and line, and what to do."""

    def __init__(self, code: str, /, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def told(self, language: Language) -> str:
        """The message for people."""
        return text(self.code, language, **self.details)

    def __str__(self) -> str:
        return self.told("en")


class QuestionProblem(EvaluationProblem):
    """A question file, or a line of it, is not as documented."""


class CollectionProblem(EvaluationProblem):
    """A BEIR folder lacks a file, or a line of one is not as documented."""


class StructureProblem(EvaluationProblem):
    """A file with the truth about minutes, or a line of it, is not as documented."""


class ComparisonProblem(EvaluationProblem):
    """A run cannot be read, or two runs are not of the same questions."""


class DraftProblem(EvaluationProblem):
    """No questions can be drafted, or their file is there already or cannot be written."""


class CalibrationProblem(EvaluationProblem):
    """The questions do not let the confidence be fitted."""


class VariantProblem(EvaluationProblem):
    """A file of variants of the search is not as documented."""


class IndexingProblem(EvaluationProblem):
    """The documents to be asked about could not be indexed."""


class OutputProblem(EvaluationProblem):
    """The results cannot be written."""
