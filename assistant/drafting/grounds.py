"""The reason that a person gives for the weighting, in their own words. Pure.

A reason is put into a body's mouth only where its own words give it for the weighting: one that may belong to something else is left, and said to be.
"""

from __future__ import annotations

import re

FIGURE = r"(?:(?<![\d.])\d{1,3}(?:\.\d+)?|five|ten|fifteen|twenty|twenty-five|thirty)\s?(?:%|per ?cent\b)"
_WEIGHT = rf"(?:{FIGURE}|\bweight(?:ing|ed)?\b|\bfloor\b|\bminimum\b)"
_AIM = (r"to (?=(?:support|help|create|bring|get|give|reflect|encourage|meet|match|push|drive|secure|boost|make sure|ensure|show|win|promote|deliver|improve|reduce|"
        r"attract|keep|protect|tackle|favour|grow|build|send|signal|stretch|go further)\b)")
_MARK = (rf"(?:(?:because|on the grounds that|given that|since(?= (?:we|our|the|it|they|there|this)\b)|(?<=,) ?as(?= (?:we|our|the|it|they|there|this|local)\b)|as(?= (?:we|they|there)\b))\s+"
         rf"|(?=(?:so that|so (?=we|our|the|they|local)|in order (?:to|that)|{_AIM}))\b)")
_AFTER = re.compile(rf"{_WEIGHT}(?P<between>[^.;?!]{{0,80}}?)(?:\.\s+(?:that|this|it)(?: is|'s| was))?[\s,:–—-]+{_MARK}(?P<reason>.+)$", re.I)
_BEFORE = re.compile(rf"^\W*(?:and |so |ok(?:ay)? )?because (?P<reason>[^.;?!]+?), (?:then |so )?(?=(?:please )?(?:make|set|raise|lower|put|use|our|the|we|let|change)\b[^.;]*{_WEIGHT})", re.I)
_NAMED = re.compile(rf"\breasons? (?:for|behind) [^.;?!]{{0,30}}?{_WEIGHT}[^.;?!]{{0,30}}?(?: is| was|:) (?:that |because )?(?P<reason>.+)$|\bweighting reason(?: is|:) (?:that |because )?(?P<reason2>.+)$", re.I)
_ANOTHER = re.compile(r"(?:\band|\bthen|,) (?:please )?(?:take|add|put|leave|remove|drop|make|include|cut|delete|keep|the|our)\b|\b(?:that|which|puts?|putting|priorit\w+|focus\w*|first)\b", re.I)
"""What stands between the weighting and the reason and may be what the reason is of."""
_NOT = re.compile(r"\b(?:not|never|no longer|without)\b|n't\b", re.I)
_END = re.compile(r";|(?<=[\w)”\"'’])[.!?](?=\s)|,?\s+and (?=(?:the |our )?(?:lead|sponsor|review|report|area|forum|partners)\b)|,\s+and (?=(?:take|add|put|leave|remove|drop|include|make)\b)", re.I)
_MARK_LEFT = re.compile(r"[,:]?\s*(?:because|since|as|given that|on the grounds that)\s*$", re.I)
_STEP = re.compile(r"\b(?:raise|lower|increase|reduce|higher|more|less)\b", re.I)
_GIVEN = re.compile(r"\bbecause\s+(?P<reason>[^.;?!]+)", re.I)


def weighting_reason(text: str) -> tuple[str, str]:
    """The reason that a turn gives for the weighting, and the turn without it; "" and the whole turn where it gives none for the weighting."""
    match = _NAMED.search(text) or _BEFORE.search(text) or _AFTER.search(text)
    if not match or _NOT.search(text[:match.start("reason") if match.re is _AFTER else 0]):
        return "", text
    name = "reason2" if match.re is _NAMED and match["reason2"] else "reason"
    if match.re is _AFTER and _ANOTHER.search(match["between"]):
        return "", text
    start, end = match.span(name)
    if match.re is not _BEFORE and (stop := _END.search(text, start)):
        end = min(end, stop.start())
    before = _MARK_LEFT.sub("", text[:match.start() if match.re is _BEFORE else start])
    without = f"{before} {text[end:].lstrip(' ,')}".strip()
    if _STEP.search(text[:start]) and not re.search(FIGURE, without, re.I):
        return "", text  # the reason of a step that is not known is no reason for the weighting that stands
    return text[start:end].strip(" ,;.!"), without


def left_reason(text: str, taken: str) -> str:
    """The reason that a turn gives and that what was taken of it does not hold; "" where there is none."""
    match = _GIVEN.search(text)
    return "" if not match or match["reason"].strip(" ,")[:24] in taken else match["reason"].strip(" ,")
