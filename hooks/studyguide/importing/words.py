"""The words by which transcripts mark questions and answers; one table for each kind."""

from __future__ import annotations

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
