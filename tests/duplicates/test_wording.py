"""Taking a question apart: subject, wishes, whether it stands alone."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from studyguide.duplicates.lexicon import DATA, learn_acronyms, load_lexicon
from studyguide.duplicates.stemmer import stem
from studyguide.duplicates.wording import Analyser, Wording


def analyse(text: str, *others: str) -> Wording:
    return Analyser(load_lexicon(), [text, *others]).analyse(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Can you explain the concept of overfitting?", "What is overfitting?"),
        ("According to the video, what is overfitting?", "What is overfitting?"),
        ("What is overfitting, as mentioned in this lecture?", "What is overfitting?"),
        ("What is a CNN?", "What is a convolutional neural network?"),
        ("What are RNNs?", "What is a recurrent neural network?"),
        ("What is back-propagation?", "What is backpropagation?"),
        ("What is a benefit of dropout?", "What are the advantages of dropout?"),
    ],
)
def test_the_same_subject_has_the_same_terms(one: str, other: str) -> None:
    """Lead-ins, sources, abbreviations, hyphens and inflections do not change what it is about."""
    assert analyse(one).terms == analyse(other).terms


def test_an_abbreviation_is_learnt_from_the_texts() -> None:
    """A question that spells an abbreviation out teaches it to the others."""
    spelt = "What is rotary position embedding (RPE)?"

    assert analyse("What is RPE?", spelt).terms == analyse("What is rotary position embedding?", spelt).terms
    assert analyse("What is RPE?").terms != analyse("What is rotary position embedding?").terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grouped-Query Attention (GQA)", {"gqa": ("grouped", "query", "attention")}),
        ("mixture of experts (MoE)", {"moe": ("mixture", "of", "experts")}),
        ("Low-Rank Adaptation (LoRA)", {"lora": ("low", "rank", "adaptation")}),
        ("several neural networks (NNs)", {"nn": ("neural", "networks")}),
        ("a value (optional)", {}),
        ("(ABC) alone", {}),
    ],
)
def test_only_brackets_that_abbreviate_are_learnt(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    """The letters must come from the words before the bracket, in order."""
    assert learn_acronyms([text]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "What's the output?",
        "What does this code print?",
        "Which of the following is true?",
        "Why?",
        "What is the result?",
    ],
)
def test_a_question_without_a_subject_does_not_stand_alone(text: str) -> None:
    """Words that point at something outside leave the question without a subject."""
    assert not analyse(text).standalone


@pytest.mark.parametrize(
    "text", ["What is an expression?", "What is overfitting?", "CNN or RNN?", "What is the output of a neuron?"]
)
def test_a_question_that_names_its_subject_stands_alone(text: str) -> None:
    """One word that names a subject is enough."""
    assert analyse(text).standalone


def test_wishes_tell_a_comparison_from_a_definition() -> None:
    """What is wanted is read off the words around the subject."""
    names = load_lexicon().wish_names

    def wishes(text: str) -> set[str]:
        bits = analyse(text).wishes
        return {name for at, name in enumerate(names) if bits >> at & 1}

    assert "difference" in wishes("What is the difference between L1 and L2?")
    assert "difference" not in wishes("What is L1?")
    assert "howto" in wishes("How do you choose a learning rate?")


def test_a_guide_brings_its_own_lists(tmp_path: Path) -> None:
    """The lists of another folder count in place of the generator's."""
    copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "abbreviations.txt").write_text("tb = tuberculosis\n", "utf-8")
    lexicon = load_lexicon(tmp_path)

    def terms(text: str) -> tuple[str, ...]:
        return Analyser(lexicon).analyse(text).terms

    assert terms("What is TB?") == terms("What is tuberculosis?")
    assert terms("What is a CNN?") != terms("What is a convolutional neural network?")
    assert lexicon.stopwords == load_lexicon().stopwords


def test_a_wrong_line_in_a_list_is_named(tmp_path: Path) -> None:
    """The message says which line of which file, and what was expected."""
    copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "abbreviations.txt").write_text("# mine\ntb tuberculosis\n", "utf-8")

    with pytest.raises(ValueError, match=r"abbreviations\.txt:2: expected 'left = right'"):
        load_lexicon(tmp_path)


@pytest.mark.parametrize(
    "family",
    [
        ("token", "tokens", "tokenize", "tokenizer", "tokenization", "tokenisation"),
        ("train", "training", "trained", "trains"),
        ("tune", "tuning"),
        ("evaluate", "evaluation", "evaluating"),
        ("study", "studies"),
        ("stop", "stopping", "stopped"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(family: tuple[str, ...]) -> None:
    """Inflections and the usual derivations meet."""
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("encoder", "decoder"), ("bias", "bia"), ("layer", "lay"), ("server", "serve"), ("l1", "l2")]
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    """A short rest is not cut further."""
    assert stem(one) != stem(other)
