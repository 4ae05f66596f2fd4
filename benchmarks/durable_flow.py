"""The permit's way as a flow of viewflow, whose records are tasks; Django has to be set up before this is imported."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Process

__all__ = ["PermitFlow"]


class PermitFlow(flow.Flow):  # type: ignore[misc] # viewflow is untyped
    """Go round the four steps that the other contestants go round, each a node that is left by hand."""

    process_class = Process
    begin = flow.StartHandle(this.take_in).Next(this.reception)
    reception = flow.Handle(this.act).Next(this.appraise)
    appraise = flow.Handle(this.act).Next(this.supplement)
    supplement = flow.Handle(this.act).Next(this.supplement_check)
    supplement_check = flow.Handle(this.act).Next(this.appraise)

    def take_in(self, activation: Any) -> Any:  # noqa: ANN401 - viewflow is untyped
        """Begin a process."""
        return activation.process

    def act(self, activation: Any) -> None:  # noqa: ANN401 - as above
        """Leave a node."""
