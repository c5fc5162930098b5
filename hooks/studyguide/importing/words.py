"""The words by which transcripts mark questions, answers and talk, and what a line says by them."""

from __future__ import annotations

import re

from studyguide.importing.lines import ORNAMENTS, single_line, visible

QUESTION = (
    "question", "ques", "q", "query", "prompt", "frage", "pregunta", "pergunta", "domanda", "vraag", "pytanie",
    "soru", "otázka", "fråga", "spørgsmål", "spørsmål", "kysymys", "kérdés", "întrebare", "ερώτηση", "вопрос",
    "питання", "въпрос", "câu hỏi", "pertanyaan", "問題", "问题", "問", "问", "質問", "질문", "سؤال", "السؤال", "שאלה",
    "प्रश्न", "سوال", "คำถาม",
)  # fmt: skip
"""What stands before a question: `Question 3:`."""

ANSWER = (
    "answer", "ans", "a", "response", "reply", "solution", "antwort", "réponse", "reponse", "respuesta", "resposta",
    "risposta", "antwoord", "odpowiedź", "cevap", "yanıt", "odpověď", "svar", "vastaus", "válasz", "răspuns",
    "απάντηση", "ответ", "відповідь", "отговор", "trả lời", "câu trả lời", "jawaban", "答案", "答", "回答", "解答",
    "답변", "답", "إجابة", "الإجابة", "جواب", "תשובה", "उत्तर", "پاسخ", "คำตอบ",
)  # fmt: skip
"""What stands before an answer: `Answer:`."""

QUESTION_ADJECTIVES = ("interview", "sample", "example", "practice", "technical", "conceptual", "bonus", "quiz")
ANSWER_ADJECTIVES = (
    "unique", "sample", "model", "ideal", "example", "suggested", "possible", "good", "great", "best", "short",
    "quick", "brief", "detailed", "long", "simple", "correct", "right", "expected", "concise", "strong", "potential",
    "insightful", "the", "your", "my", "full", "interview",
)  # fmt: skip
"""`Unique Answer:` is a label; `Wrong answer:` is part of an answer."""

ASKER = ("user", "you", "you said", "human", "interviewer", "student", "me")
ANSWERER = (
    "assistant", "chatgpt", "chatgpt said", "ai", "gpt", "gpt-4", "gpt-4o", "bot", "claude", "gemini", "copilot",
    "candidate", "interviewee", "teacher", "model",
)  # fmt: skip
"""Who speaks in the record of a chat or an interview; they count only in turns."""

PAIRS = frozenset(
    (
        ("front", "back"), ("term", "definition"), ("prompt", "completion"), ("exercise", "solution"),
        ("problem", "solution"), ("input", "output"), ("word", "meaning"), ("card", "answer"), ("riddle", "answer"),
    )
)  # fmt: skip
"""Labels that mean question and answer where a text has no others, and where they take turns."""

REVEAL = (
    "show answer", "see answer", "view answer", "reveal answer", "click to reveal", "click to show answer",
    "show the answer", "click for answer", "click to see the answer", "click here for answer", "answers",
    "show solution", "explanation",
)  # fmt: skip
"""What a foldable block is called that hides an answer, beside the labels of answers."""

ASKING = frozenset(
    (
        "what what's whats why how how's when where which who whom whose "
        "explain describe discuss compare contrast differentiate distinguish elaborate"
    ).split()
    + (
        "was warum wie wann wo welche welcher welches wer wozu wodurch wieso erkläre erklären beschreibe "
        "qué cuál cuáles cómo cuándo dónde quién porqué explica explique describe "
        "quel quelle quels quelles comment pourquoi quand où qu'est-ce expliquez décrivez "
        "o que qual quais como quando onde quem porque descreva "
        "cosa che quale quali come quando dove perché chi spiega descrivi "
        "что как почему когда где какой какая какие зачем чем объясните опишите"
    ).split()
)
"""First words of a question, or of an instruction that is hardly ever a step in an answer."""

TELLING = frozenset("explain describe discuss compare contrast differentiate distinguish elaborate".split())
"""First words of an instruction that is never a title."""

INSTRUCTING = frozenset(
    (
        "define list name give outline walk tell derive prove show state summarize summarise illustrate mention "
        "identify talk implement write compute calculate estimate evaluate analyze analyse design suppose sketch"
    ).split()
)
"""First words of an instruction that may as well be a step in an answer."""

PRONOUNS = frozenset("it its it's this that these those they them their one each there".split())
"""A heading such as "Why does it matter?" goes on about the question above it."""

COLUMN_QUESTION = frozenset(
    (*QUESTION, "questions", "front", "term", "card front", "questiontext", "question text", "input", "instruction")
)
COLUMN_ANSWER = frozenset(
    (*ANSWER, "answers", "back", "definition", "card back", "answertext", "answer text", "output", "completion",
     "expected answer", "model answer", "sample answer", "ideal answer", "correct answer", "unique answer",
     "explanation")
)  # fmt: skip
"""Names of columns and keys, in lower case, with `_` and `-` as spaces."""

KEY_QUESTION = ("question", "q", "question text", "questiontext", "prompt", "query", "front", "instruction", "term")
KEY_ANSWER = ("answer", "a", "answer text", "answertext", "response", "answers", "back", "output", "completion")
"""Where an object has several keys of the kind, the first of these is taken."""

SECTIONS = frozenset(
    (
        "conclusion conclusions summary summing recap wrap wrapping example examples key takeaway takeaways tip "
        "tips bonus final further additional more next resources references reading contents table introduction "
        "overview notes note section part chapter module topic about appendix practice best common pro quick in to "
        "step steps here basic basics advanced intermediate beginner junior senior general behavioral behavioural "
        "technical other my"
    ).split()
)
"""First words of titles that are no questions."""

CHIT_CHAT = frozenset(
    (
        "thanks thank thx ok okay great cool hi hello hey yes no continue go more next nice perfect good sure please"
    ).split()
)
"""First words of what people say in a chat that is no question."""

FUNCTION_WORDS = frozenset(
    (
        "a an and are as at be been being but by can could describe did discuss do does done explain for from give had "
        "has have how i if in into is it its list may me might my name of on one or our outline please should some "
        "than that the their them then there these they this those to us use used walk was we were what when where "
        "which who whom whose why will with would you your s t concept through about between"
    ).split()
)
"""Words that say nothing of the subject of a question."""


_ENDS_ASKING = re.compile(r"[?？؟՞⸮][\"”’'»*_)\]」』“`\s]*+(?:\([^()]{0,60}\)|\[[^\[\]]{0,60}\])?[\s*_.:]*+$")
_ORNAMENT = re.compile(rf"\A[ \t]*+(?:{ORNAMENTS}[ \t]*+)++(?=.)")
_WORD = re.compile(r"[^\W_](?:[\w’'-]*[^\W_])?")
_PAIRS = (
    ('"', '"'), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("「", "」"), ("『", "』"), ("‘", "’"),
    ("'", "'"), ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"),
)  # fmt: skip


def ends_asking(text: str) -> bool:
    """Whether a text ends in a question mark, marks and a remark in brackets aside."""
    return bool(_ENDS_ASKING.search(text[-200:]))


def asks(text: str, *, sure: bool = False) -> bool:
    """Whether a text is a question or an instruction to answer.

    `sure` leaves out the instructions that may as well be a step in an answer ("Define the loss").
    """
    if ends_asking(text):
        return True
    first = _first_word(text)
    return first in ASKING or (not sure and first in INSTRUCTING)


def tells_to_answer(text: str) -> bool:
    """Whether a text is an instruction to explain something, not a title such as "How it works"."""
    return _first_word(text) in TELLING and count_words(text) >= 3


def is_request(text: str) -> bool:
    """Whether what somebody says in a chat asks for an answer: "yes" and "thanks" do not."""
    rows = [row for row in text.strip().split("\n") if row.strip()]
    if not rows or (rows[0].lower().strip(" !.,").split(" ")[0].strip("!.,") in CHIT_CHAT and count_words(text) <= 4):
        return False
    return asks(rows[0]) or any(ends_asking(row) for row in rows) or 2 <= count_words(text) <= 12


def leans(text: str) -> bool:
    """Whether a question goes on about the one above it: "Why does it matter?"."""
    found = [word.lower() for word in _WORD.findall(text[:400])]
    return count_words(text) <= 2 or (len(found) <= 6 and not PRONOUNS.isdisjoint(found))


def count_words(text: str) -> int:
    """Return how many words a text has; a run of ideographs counts as several."""
    return sum(max(1, len(word) // 2) if ord(word[0]) > 0x2E80 else 1 for word in _WORD.findall(text[:1000]))


def _first_word(text: str) -> str:
    match = _WORD.search(text[:200])
    return match[0].lower().replace("’", "'") if match else ""


def closes(text: str) -> bool:
    """Whether a title is one of those around questions or within answers: "Key takeaways of this"."""
    return _first_word(text) in SECTIONS


def clean_question(text: str, opened: str = "") -> str:
    """Return a question on one line, without the quotes and bold marks around it.

    `opened` are bold marks that stood before its label and that close somewhere in the text.
    """
    text = single_line(visible(text))
    if opened:
        text = _close(text, opened)
    text = _heading_tail(text)
    while (stripped := _unwrapped(text)) != text:
        text = stripped
    return text if text.isascii() else _ORNAMENT.sub("", text, count=1)


def _close(text: str, opened: str) -> str:
    at = text.rfind(opened) if text.count(opened) == 1 else text.find(opened) if text.count(opened) % 2 else -1
    return single_line(text[:at] + text[at + len(opened) :]) if at >= 0 else text


def _heading_tail(text: str) -> str:
    bare = text.rstrip("#")
    return bare.rstrip() if bare != text and bare.endswith(" ") else text


def _unwrapped(text: str) -> str:
    for before, after in _PAIRS:
        if text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after):
            inner = text[len(before) : -len(after)]
            if before not in inner and after not in inner and not (len(before) == 1 and inner[:1] == before):
                return inner.strip()
    return text


_ABOUT = r"(?:questions?|answers?|q\s?&\s?as?|interview|flash\s?cards?|quiz)"
_PATTERNS = (
    r"(?:sure|certainly|of course|absolutely|definitely|great|got it|no problem|okay|ok|alright|gladly)\s*[!,.:–—-]"
    rf".{{0,200}}(?:\bhere\b|\bbelow\b|{_ABOUT}|\bhelp\b)",
    r"(?:sure|certainly|of course|absolutely|definitely|great question|no problem|happy to help|gladly)(?: thing)?\s*!",
    rf"(?:here|below|following)(?:['’]s| is| are).{{0,120}}{_ABOUT}",
    rf"(?:i|we)(?:['’](?:ll|ve)| will| have| can| could)? (?:\w+ )?"
    r"(?:create|prepare|generate|compile|write|provide|put together|share|list|make)"
    rf"\w*\b.{{0,80}}{_ABOUT}",
    rf"(?:these|those|this|the above|the following|all of these|with these)\b.{{0,80}}{_ABOUT}.{{0,80}}"
    r"(?:help|prepare|cover|should|give you|will|provide|demonstrate|interview)",
    r"(?:i )?(?:really )?hope (?:this|these|that|it|you|the)\b"
    r".{0,120}(?:help|useful|prepar|understand|clarif|answer|question|interview|good|enjoy|great)",
    r"let me know (?:if|what|whether|how|which|when)\b",
    r"feel free to (?:ask|reach|let|contact|tailor|adapt|modify|adjust|customi[sz]e|use these|expand)",
    r"(?:good luck|best of luck|happy (?:studying|learning|interviewing|coding)|all the best)\b",
    r"would you like\b",
    r"(?:do you want|shall i|should i|want) (?:me|more|to|another|a |additional|further)",
    rf"if you(?:['’]d| would)? (?:like|want|need|have)\b.{{0,100}}"
    rf"(?:let me know|just ask|ask me|feel free|i can|i['’]ll|{_ABOUT})",
    r"(?:also,? )?remember to (?:tailor|adapt|adjust|personali[sz]e|practi[cs]e|customi[sz]e|review these)",
    rf"(?:please )?(?:note|keep in mind) that these.{{0,40}}{_ABOUT}",
    r"you['’]re welcome\b",
    r"(?:is there )?anything else (?:you|i can)",
    r"\[?[*⬆⬆️↑▲🔝\s]{0,20}+back to (?:the )?(?:top|start|table|contents|index|list|toc)\b",
    # The same in other languages.
    r"(?:¡?claro|¡?por supuesto|con gusto|natürlich|gerne|klar|bien sûr|avec plaisir|certainement|certo|certamente)"
    r"\s*(?:que sí)?\s*[!,.]",
    r"(?:aquí (?:tienes|están|hay)|hier (?:sind|ist|kommen)|voici|ecco|aqui estão|вот|zde jsou)\b"
    r".{0,120}(?:pregunt|frage|question|domand|pergunt|вопрос|otáz|antwort|respuest|réponse|rispost|ответ)",
    r"(?:espero que|ich hoffe|viel erfolg|j['’]espère que|bonne chance|spero che|buona fortuna|надеюсь|удачи)\b",
    r"(?:конечно|разумеется)\s*[!,.]",
    r"(?:当然|好的|没问题)[!！,，。].{0,100}(?:问题|答案|面试)|以下是.{0,60}(?:问题|答案)|希望(?:这些|这|对)|祝你",
    r"(?:もちろん|承知しました|はい、).{0,100}(?:質問|回答)|以下(?:に|は).{0,60}(?:質問|回答)|물론(?:입니다|이죠)",
)
_CHATTER = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
_LEAD = re.compile(rf"(?:[\s>*_\"“¡#-]|{ORNAMENTS})*+")
_IMAGE = re.compile(r"[ \t>]*+(?:!\[[^\]]*+\](?:\([^)]*+\)|\[[^\]]*+\])|<img\b[^<>]*+>)[ \t]*+$")
_RULE = re.compile(r"[ \t]{0,3}+(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|={3,}+|[⸻—]{1,}+)$")


def is_chatter(line: str) -> bool:
    """Whether a paragraph that begins with this line talks about the questions, not the subject."""
    lead = _LEAD.match(line)
    return bool(_CHATTER.match(line[:600], lead.end() if lead else 0))


def is_image(line: str) -> bool:
    """Whether a line is an image and nothing else."""
    return ("!" in line and bool(_IMAGE.match(line))) or ("<img" in line and bool(_IMAGE.match(line)))


def is_rule(line: str) -> bool:
    """Whether a line is a rule such as `---`: it separates, and says nothing."""
    return bool(_RULE.match(line))
