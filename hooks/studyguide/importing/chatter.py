"""What chats say around their questions: greetings, offers and advice."""

from __future__ import annotations

import re

from studyguide.importing.signs import ORNAMENTS

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
