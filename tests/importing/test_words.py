from __future__ import annotations

import random
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.importing import accounting, decode, read_transcript
from studyguide.importing.transcript import Use, words_of

QUESTIONS = st.sampled_from(
    (
        "What is overfitting?",
        "Explain the difference between a CNN and an RNN.",
        "Why does it matter?",
        "How would you choose a learning rate, and why?",
        "¿Qué es el sobreajuste?",
        "Was ist ein Gradient, und wozu dient er?",
        "什么是过拟合？",
        "ما هو التعلم العميق؟",
        "Что такое дропаут?",
        "Walk through *forward* propagation in `torch`",
    )
)
BLOCKS = st.sampled_from(
    (
        "It fits noise.",
        "1. An input layer\n2. A hidden layer\n3. An output layer",
        "- **Dropout**: drops units\n- **Weight decay**: shrinks weights",
        "```python\n# a comment, no heading\nQ: not a question\nA: not an answer\n```",
        "| a | b |\n|---|---|\n| one | two |",
        "![a net](net.png)",
        "$$\nL = -\\log p\n$$",
        "> A quotation\n> of two lines",
        "Ask yourself:\n1. What is the input?\n2. What is the output?",
        "Größer als zuvor – 模型记住了训练数据。",
        "Q, K and V are matrices: Q holds the queries.",
        "**Note** that A: and Q: are labels.",
        "Step one.\n\n    indented code",
    )
)
TALK = st.sampled_from(
    (
        "Sure! Here are some interview questions and answers:",
        "I hope these answers help you prepare!",
        "![stray](https://example.org/map.png)",
        "# Deep learning",
        "---",
        "Viel Erfolg!",
        "Just a line of text.",
        "<details>",
        "```",
        "| half a table",
    )
)
SHAPES = (
    "**Q{n}: {q}**\nA: {a}",
    "### {n}. **Question: {q}**\n\n**Answer:**\n{a}",
    '**{n}. "{q}"**\n\n* **Unique Answer:** {a}',
    "**{n}. {q}**\n\n* **Unique Answer:** {a}",
    "Q: {q}\nA: {a}",
    "Q{n}. {q}\nAns. {a}",
    "Question {n}) {q}\n\nAnswer: {a}",
    "## {q}\n\n{a}",
    "### {n}. {q}\n{a}",
    "<details><summary>{q}</summary>\n\n{a}\n\n</details>",
    "**{q}**\n\n{a}",
    "{n}. {q}\n{indented}",
    "{n}) {q}\n\n{indented}",
    "| Question | Answer |\n|---|---|\n| {q} | {cell} |",
    "问题{n}：{q}\n答案：{a}",
    "User: {q}\n\nAssistant: {a}",
    "{q}\n{a}",
)


@st.composite
def transcripts(draw: st.DrawFn) -> str:
    parts = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        if draw(st.booleans()):
            parts.append(draw(TALK))
        answer = "\n\n".join(draw(st.lists(BLOCKS, min_size=0 if draw(st.integers(0, 9)) == 0 else 1, max_size=3)))
        parts.append(
            draw(st.sampled_from(SHAPES)).format(
                n=number,
                q=draw(QUESTIONS),
                a=answer,
                indented="\n".join(f"   {row}" if row else "" for row in answer.split("\n")),
                cell=answer.replace("\n", "<br>").replace("|", "\\|"),
            )
        )
    text = draw(st.sampled_from(("\n\n", "\n", "\n\n\n"))).join(parts)
    return damaged(text, draw(st.sets(st.sampled_from(("no blanks", "no bold", "no hashes", "crlf", "bom", "cr")))))


def damaged(text: str, ways: set[str]) -> str:
    if "no blanks" in ways:
        text = re.sub(r"\n\n+", "\n", text)
    if "no bold" in ways:
        text = text.replace("**", "")
    if "no hashes" in ways:
        text = re.sub(r"(?m)^#+ ", "", text)
    if "crlf" in ways:
        text = text.replace("\n", "\r\n")
    elif "cr" in ways:
        text = text.replace("\n", "\r")
    return "\ufeff" + text if "bom" in ways else text


@settings(max_examples=400, deadline=None)
@given(transcripts())
def test_words_are_all_accounted_for(text: str) -> None:
    """Every word of any mixture of shapes is in a question, an answer, a label or loose text."""
    decoded, problems = decode(text.encode(), "mixed.md")
    transcript = read_transcript(decoded, "mixed.md")
    result = accounting(transcript)

    assert not problems
    assert result.missing == ()
    assert result.added == ()
    assert words_of(transcript.source) == words_of(text)


@settings(max_examples=400, deadline=None)
@given(transcripts())
def test_lines_are_all_accounted_for(text: str) -> None:
    """Every line of any mixture of shapes has a use."""
    transcript = read_transcript(text, "mixed.md")
    uses = accounting(transcript).lines

    assert len(uses) == transcript.source.count("\n") + 1
    assert Use.LOST not in uses


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="Q:A1. \n*#?-`<>|[]details/summary$\t", max_size=300))
def test_noise_loses_no_word(text: str) -> None:
    """A text of nothing but marks, labels and line ends is accounted for as well."""
    assert accounting(read_transcript(text, "noise.md")).is_complete


def test_accounting_notices_a_lost_word() -> None:
    """A reader that drops a word, or makes one up, is found out."""
    transcript = read_transcript("Q: What is X?\nA: It is x.\n", "a.md")
    item = transcript.items[0]

    lost = replace(transcript, items=(replace(item, answer="It is"),))
    added = replace(transcript, items=(replace(item, answer="It is x twice."),))
    gone = replace(transcript, items=())

    assert accounting(lost).missing == (("x", 1),)
    assert accounting(added).added == (("twice", 1),)
    assert accounting(gone).lines == (Use.LOST, Use.LOST, Use.BLANK)


def test_the_same_text_reads_the_same() -> None:
    """Reading is deterministic."""
    chance = random.Random(3)
    text = "\n\n".join(
        chance.choice(SHAPES).format(n=n, q="What is X?", a="x", indented="   x", cell="x") for n in range(9)
    )

    assert read_transcript(text, "a.md") == read_transcript(text, "a.md")
