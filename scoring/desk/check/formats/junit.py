"""JUnit's XML, which most build servers show: a test case an item, a failure a finding."""

from xml.sax.saxutils import escape, quoteattr

from scoring.desk.check.findings import Finding
from scoring.desk.check.outcome import Outcome
from scoring.desk.terminal import safe


def as_junit(outcome: Outcome, show: str) -> str:
    """Return the findings as a test suite.

    >>> as_junit(Outcome((), 3, 0.1), "warning").splitlines()[1]
    '<testsuite name="copydesk check" tests="0" failures="0">'
    """
    told = outcome.told(show)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuite name="copydesk check" tests="{len(told)}" failures="{len(told)}">')
    lines += [_case(finding) for finding in told]
    return "\n".join([*lines, "</testsuite>", ""])


def _case(finding: Finding) -> str:
    name, message = quoteattr(f"{finding.code} {safe(str(finding.place))}"), quoteattr(finding.message)
    text = escape(f"{safe(str(finding.place))}: {finding.code} {finding.message}")
    item, severity = quoteattr(safe(finding.item)), quoteattr(finding.severity)
    return (
        f"  <testcase classname={item} name={name}>"
        f"<failure type={severity} message={message}>{text}</failure></testcase>"
    )
