"""Routes: the table of what a page may ask, and how it is answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from generator.problems import BriefError, MinisterioError
from generator.shelf import shipped
from generator.studio import keep, uploads
from generator.studio.errands import Hands
from generator.studio.folders import show_folder
from generator.studio.hand import Answer, StaleError
from generator.studio.renders import known
from generator.studio.state import Studio
from generator.studio.wish import Wish, read

PAGE = Path(__file__).parent / "page"
FONTS = {"overpass": "Overpass.ttf", "mono": "MartianMono.ttf", "arabic": "NotoKufiArabic.ttf", "chinese": "NotoSansSC.ttf"}
_STATUS = {"mistake": 422, "failure": 500}
_FRESH = {"cache-control": "no-cache"}
_LONG = 120
Asked = Callable[[Request], Awaitable[Response]]


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


def answers(route: Asked) -> Asked:
    """A route whose faults become answers that a page can show; 204 where a later question took its place."""

    @wraps(route)
    async def answered(request: Request) -> Response:
        try:
            return await route(request)
        except StaleError:
            return Response(status_code=204)
        except MinisterioError as error:
            status = _STATUS["mistake" if error.exit_code == BriefError.exit_code else "failure"]
            return JSONResponse({"problems": [{"message": str(error), "file": "", "line": 0}]}, status)

    return answered


async def page(_request: Request) -> Response:
    """The page itself."""
    return FileResponse(PAGE / "index.html", headers=_FRESH)


async def font(request: Request) -> Response:
    """One of the house's own typefaces."""
    name = FONTS.get(request.path_params["name"])
    if name is None:
        return PlainTextResponse("no such font", 404)
    return FileResponse(shipped("fonts") / name, headers={"cache-control": "max-age=86400"})


@answers
async def desk(request: Request) -> Response:
    """What the page begins with: the templates that there are, and which of them was asked for."""
    studio = studio_of(request)
    answer = await studio.second.ask(f"templates {id(request)}", "templates", dict(request.query_params))
    if answer.kind != "done":
        return told(answer)
    own = {"template": studio.desk.template, "out": str(studio.desk.out), "edition": studio.edition, "renders": studio.renders.states}
    return JSONResponse({**answer.facts, **own, "project": studio.desk.sign})


def asks(what: str, *names: str, may: tuple[str, ...] = (), first: bool = False, later: bool = False) -> Asked:
    """A route that hands a question's ``names``, and those that it ``may`` have, to a renderer: the ``first``, who has the plate ready
    (unless asked ``aside``), or the second. ``slot`` says which place of which page it is for: a later question for the same place takes
    its place. What may come ``later`` waits for all else."""

    @answers
    async def asked(request: Request) -> Response:
        studio = studio_of(request)
        body = await question(request)
        missing = [name for name in names if name not in body]
        if missing:
            raise BriefError(f"the question lacks {', '.join(missing)}")
        hands: Hands = studio.first if first and not body.get("aside") else studio.second
        slot, wanted = str(body.get("slot", ""))[:_LONG], {name: body[name] for name in (*names, *may) if name in body}
        return told(await hands.ask(f"{what} {slot}", what, wanted, later=later or bool(body.get("later"))))

    return asked


@answers
async def face(request: Request) -> Response:
    """A citizen's face; it stays what it is as long as nobody saves a file. A dozen are wanted at once, and nothing else waits for them."""
    who = request.path_params["who"]
    answer = told(await studio_of(request).second.ask(f"face {id(request)}", "face", {"who": who}, patient=True))
    answer.headers["cache-control"] = "max-age=600" if answer.status_code == 200 else "no-store"
    return answer


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


@answers
async def command(request: Request) -> Response:
    """The command that renders a wish."""
    body = await question(request)
    return JSONResponse({"command": keep.command(studio_of(request).desk, read(Wish, body.get("wish")), _options(body))})


def _options(body: dict[str, Any]) -> dict[str, str]:
    options = body.get("options") or {}
    if not isinstance(options, dict):
        raise BriefError("options are names and values")
    return {str(name): str(value) for name, value in options.items() if value not in (None, "")}


@answers
async def presets(request: Request) -> Response:
    """The presets of a template."""
    return JSONResponse({"presets": keep.names(studio_of(request).desk, request.path_params["template"])})


@answers
async def preset(request: Request) -> Response:
    """One preset, as the wish that it was."""
    found = request.path_params
    return JSONResponse({"wish": keep.load(studio_of(request).desk, found["template"], found["name"])})


@answers
async def save(request: Request) -> Response:
    """Save a preset; where there is one of that name, only to ``replace`` it: else it says so."""
    studio, body = studio_of(request), await question(request)
    name, wish = str(body.get("name", "")), read(Wish, body.get("wish"))
    if keep.there(studio.desk, wish.template, name) and body.get("replace") is not True:
        return JSONResponse({"there": True})
    path = keep.save(studio.desk, name, wish)
    studio.tell({"kind": "presets"})
    return JSONResponse({"path": str(path)})


@answers
async def remove(request: Request) -> Response:
    """Delete a preset."""
    studio, body = studio_of(request), await question(request)
    keep.remove(studio.desk, str(body.get("template", "")), str(body.get("name", "")))
    studio.tell({"kind": "presets"})
    return JSONResponse({})


@answers
async def start(request: Request) -> Response:
    """Begin to render a plate, if nothing that is asked of it is impossible."""
    studio, body = studio_of(request), await question(request)
    wish, options = read(Wish, body.get("wish")), _options(body)
    known(options)
    checked = await studio.second.ask(f"check {id(request)}", "check", {"wish": body["wish"], "options": options})
    if checked.kind != "done":
        return told(checked)
    line = keep.command(studio.desk, wish, {{"formats": "to"}.get(name, name): value for name, value in options.items()})
    return JSONResponse(studio.renders.start(wish, options, line).plain)


@answers
async def stop(request: Request) -> Response:
    """Stop a render."""
    body = await question(request)
    number = body.get("number")
    studio_of(request).renders.stop(number if isinstance(number, int) else 0)
    return JSONResponse({})


@answers
async def reveal(request: Request) -> Response:
    """Open a plate's folder in the machine's own file manager."""
    body = await question(request)
    show_folder(studio_of(request).desk, str(body.get("folder", "")))
    return JSONResponse({})


@answers
async def upload(request: Request) -> Response:
    """Keep a file in the project; its size is bounded before it is read."""
    name, data = request.query_params.get("name", ""), await request.body()
    studio = studio_of(request)
    kept = await asyncio.to_thread(uploads.keep, studio.desk, name, data)
    studio.tell({"kind": "uploads"})
    return JSONResponse({"name": kept})


@answers
async def files(request: Request) -> Response:
    """What was uploaded, and the stills that there are."""
    studio = studio_of(request)
    answer = await studio.second.ask(f"stills {id(request)}", "stills", {})
    return JSONResponse({"uploads": uploads.kept(studio.desk), **answer.facts}) if answer.kind == "done" else told(answer)


ROUTES = [
    Route("/", page),
    Route("/fonts/{name}", font),
    Route("/api/desk", desk),
    Route("/api/events", events),
    Route("/api/frame", asks("frame", "wish", "sight", first=True), methods=["POST"]),
    Route("/api/plate", asks("plate", "wish", may=("speak",)), methods=["POST"]),
    Route("/api/remarks", asks("remarks", "wish", "sight", later=True), methods=["POST"]),
    Route("/api/sound", asks("sound", "wish"), methods=["POST"]),
    Route("/api/people", asks("people", "text", "seed", "language", may=("count",)), methods=["POST"]),
    Route("/api/story", asks("story", "who", "language"), methods=["POST"]),
    Route("/api/face/{who}", face),
    Route("/api/command", command, methods=["POST"]),
    Route("/api/presets", save, methods=["POST"]),
    Route("/api/presets/remove", remove, methods=["POST"]),
    Route("/api/presets/{template}", presets),
    Route("/api/presets/{template}/{name}", preset),
    Route("/api/renders", start, methods=["POST"]),
    Route("/api/renders/stop", stop, methods=["POST"]),
    Route("/api/reveal", reveal, methods=["POST"]),
    Route("/api/upload", upload, methods=["POST"]),
    Route("/api/files", files),
    Mount("/page", StaticFiles(directory=PAGE)),
]
