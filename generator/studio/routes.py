"""Routes: the table of what a page may ask, and how it is answered."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from generator.problems import BriefError
from generator.shelf import shipped
from generator.studio.hand import Answer, StaleError
from generator.studio.state import Studio

PAGE = Path(__file__).parent / "page"
FONTS = {"overpass": "Overpass.ttf", "mono": "MartianMono.ttf", "arabic": "NotoKufiArabic.ttf", "chinese": "NotoSansSC.ttf"}
_STATUS = {"mistake": 422, "failure": 500}
_FRESH = {"cache-control": "no-cache"}


def studio_of(request: Request) -> Studio:
    """The studio that is asked."""
    studio: Studio = request.app.state.studio
    return studio


async def question(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; raises BriefError for anything else."""
    try:
        data = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise BriefError("the question is no JSON") from None
    if not isinstance(data, dict):
        raise BriefError("the question is no JSON object")
    return data


def told(answer: Answer) -> Response:
    """A renderer's answer over the wire: facts as JSON, pictures and sound as they are with the facts in a header."""
    if answer.kind != "done":
        return JSONResponse(dict(answer.facts), _STATUS[answer.kind])
    if not answer.data:
        return JSONResponse(dict(answer.facts))
    facts = dict(answer.facts)
    kind = str(facts.pop("media", "image/png"))
    return Response(answer.data, media_type=kind, headers={"x-studio": json.dumps(facts), "cache-control": "no-store"})


def _unsaid(message: str) -> Response:
    return JSONResponse({"problems": [{"message": message, "file": "", "line": 0}]}, 422)


async def page(_request: Request) -> Response:
    """The page itself."""
    return FileResponse(PAGE / "index.html", headers=_FRESH)


async def font(request: Request) -> Response:
    """One of the house's own typefaces."""
    name = FONTS.get(request.path_params["name"])
    if name is None:
        return PlainTextResponse("no such font", 404)
    return FileResponse(shipped("fonts") / name, headers={"cache-control": "max-age=86400"})


async def desk(request: Request) -> Response:
    """What the page begins with: the templates that there are, and which of them was asked for."""
    studio = studio_of(request)
    answer = await studio.second.ask("templates", "templates", {})
    if answer.kind != "done":
        return told(answer)
    return JSONResponse({**answer.facts, "template": studio.desk.template, "out": str(studio.desk.out), "edition": studio.edition})


async def frame(request: Request) -> Response:
    """One frame. ``slot`` says which picture of which page it is for: a later one of the same slot takes its place."""
    studio = studio_of(request)
    try:
        body = await question(request)
        slot = str(body.get("slot", ""))[:80]
        hands = studio.second if body.get("aside") else studio.first
        return told(await hands.ask(f"frame {slot}", "frame", {"wish": body.get("wish"), "sight": body.get("sight")}))
    except BriefError as error:
        return _unsaid(str(error))
    except StaleError:
        return Response(status_code=204)


async def plate(request: Request) -> Response:
    """Everything about a plate but its pictures."""
    try:
        body = await question(request)
        slot = str(body.get("slot", ""))[:80]
        return told(await studio_of(request).second.ask(f"plate {slot}", "plate", {"wish": body.get("wish")}))
    except BriefError as error:
        return _unsaid(str(error))
    except StaleError:
        return Response(status_code=204)


async def events(request: Request) -> Response:
    """News as they come (server-sent events)."""
    studio = studio_of(request)
    listener = studio.listen()

    async def news() -> AsyncIterator[str]:
        try:
            yield f"data: {json.dumps({'kind': 'hello', 'edition': studio.edition})}\n\n"
            while (item := await listener.get()) is not None:
                yield f"data: {json.dumps(item)}\n\n"
        finally:
            studio.leave(listener)

    return StreamingResponse(news(), media_type="text/event-stream", headers={"cache-control": "no-store"})


ROUTES = [
    Route("/", page),
    Route("/fonts/{name}", font),
    Route("/api/desk", desk),
    Route("/api/frame", frame, methods=["POST"]),
    Route("/api/plate", plate, methods=["POST"]),
    Route("/api/events", events),
    Mount("/page", StaticFiles(directory=PAGE)),
]
