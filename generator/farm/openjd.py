"""An Open Job Description bundle, for Deadline Cloud and whatever else speaks it: ``template.yaml`` with its values and references.

A step of items (one whole number each, so that no list of names has to be sent), and one that assembles after it. Before either, every
machine checks that it can read the plan and would paint the same. Base revision 2023-09, no extensions.
"""

from __future__ import annotations

from typing import Any

import yaml

from generator.farm.job import PLAN, FarmJob, Files

REPORT = "MINISTERIO_REPORT"
"""The environment variable that asks ``render --plan`` for progress lines as OpenJD reads them."""
_GRACE = 60  # seconds to finish what is in hand when the job is cancelled
_DEADLINE = {
    "deadline:priority": 50,
    "deadline:targetTaskRunStatus": "READY",
    "deadline:maxFailedTasksCount": 20,
    "deadline:maxRetriesPerTask": 2,
}


def openjd(job: FarmJob) -> Files:
    """The bundle's files; the plan stands beside them."""
    return {
        "template.yaml": _yaml(_template(job)),
        "parameter_values.yaml": _yaml({"parameterValues": _values(job)}),
        "asset_references.yaml": _yaml({"assetReferences": _references(job)}),
    }


def _template(job: FarmJob) -> dict[str, Any]:
    return {
        "specificationVersion": "jobtemplate-2023-09",
        "name": "{{Param.JobName}}",
        "parameterDefinitions": _parameters(job),
        "jobEnvironments": [_environment()],
        "steps": [
            {
                "name": "Render",
                "parameterSpace": {"taskParameterDefinitions": [{"name": "Item", "type": "INT", "range": "0-{{Param.LastItem}}"}]},
                "script": {"actions": {"onRun": _action("--item", "{{Task.Param.Item}}")}},
            },
            {
                "name": "Assemble",
                "dependencies": [{"dependsOn": "Render"}],
                "script": {"actions": {"onRun": _action("--assemble")}},
            },
        ],
    }


def _parameters(job: FarmJob) -> list[dict[str, Any]]:
    """Of paths, only what stands in the bundle may have a default."""
    return [
        {
            "name": "JobName", "type": "STRING", "default": job.name,
            "userInterface": {"control": "LINE_EDIT", "label": "Name"},
        },
        {
            "name": "Plan", "type": "PATH", "objectType": "FILE", "dataFlow": "IN", "default": PLAN, "description": "The batch.",
            "userInterface": {
                "control": "CHOOSE_INPUT_FILE", "label": "Plan", "fileFilters": [{"label": "Plans", "patterns": ["*.json"]}],
            },
        },
        {
            "name": "OutDir", "type": "PATH", "objectType": "DIRECTORY", "dataFlow": "OUT",
            "description": "Where the plates go.", "userInterface": {"control": "CHOOSE_DIRECTORY", "label": "Plates"},
        },
        {
            "name": "LastItem", "type": "INT", "minValue": 0, "default": job.last, "description": "The number of the plan's last item.",
            "userInterface": {"control": "SPIN_BOX", "label": "Last item"},
        },
        {
            "name": "Program", "type": "STRING", "default": "ministerio", "description": "The program on the machines that render.",
            "userInterface": {"control": "LINE_EDIT", "label": "Program"},
        },
    ]  # fmt: skip


def _environment() -> dict[str, Any]:
    return {
        "name": "Plan",
        "description": "Says at once where a machine cannot read the plan, or has another version of the program.",
        "variables": {REPORT: "openjd"},
        "script": {"actions": {"onEnter": {**_action(), "timeout": 300}}},
    }


def _action(*more: str) -> dict[str, Any]:
    return {
        "command": "{{Param.Program}}",
        "args": ["render", "--plan", "{{Param.Plan}}", "--out", "{{Param.OutDir}}", *more],
        "cancelation": {"mode": "NOTIFY_THEN_TERMINATE", "notifyPeriodInSeconds": _GRACE},
    }


def _values(job: FarmJob) -> list[dict[str, Any]]:
    return [
        {"name": "JobName", "value": job.name},
        {"name": "OutDir", "value": str(job.out)},
        {"name": "LastItem", "value": job.last},
        *({"name": name, "value": value} for name, value in _DEADLINE.items()),
    ]


def _references(job: FarmJob) -> dict[str, Any]:
    """What goes along with the job: the plan, and what its assets are made from. Whole names: relative ones would be the bundle's."""
    files = [str(path) for path in (job.folder / PLAN, *job.files)]
    return {
        "inputs": {"filenames": files, "directories": [str(path) for path in job.folders]},
        "outputs": {"directories": [str(job.out)]},
    }


def _yaml(value: Any) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)
