"""PLATE.ae.jsx: ExtendScript that imports the sequence with the right alpha and rate, and stacks a layer for each of its own.

After Effects shows a layer of an OpenEXR file through its effect EXtractoR, whose choice of channels no script can make: the effect is
there, named after the layer, and one click in it chooses the channels. Without that choice each shows the beauty, so all but the lowest
are off, and the beauty stands on top, on.
"""

from __future__ import annotations

import json

from generator.deliver.scripts.take import Take


def script(take: Take) -> str:
    """The whole script, in the language of 1999 that ExtendScript is."""
    facts = {
        "plate": take.plate,
        "file": take.first_file,
        "lead": take.lead,
        "first": take.frames[0],
        "last": take.frames[1],
        "cutFirst": take.cut[0],
        "cutLast": take.cut[1],
        "rate": [take.rate.numerator, take.rate.denominator],
        "width": take.size[0],
        "height": take.size[1],
        "space": take.space,
        "layers": [{"name": layer.name, "operation": layer.operation} for layer in take.layers],
    }
    same = f"nearly the same picture ({take.lossy} loses a little of each layer)" if take.lossy else "the same picture"
    return _SCRIPT.replace("@PLATE@", take.plate).replace("@SAME@", same).replace("@FACTS@", json.dumps(facts, indent=4))


_SCRIPT = """// Opens @PLATE@ in After Effects: File > Scripts > Run Script File.
// For each layer of the file there is one in the composition, with the effect EXtractoR: click its channel box and choose the layer
// of the same name. Then switch the layer called beauty off: what is below it is @SAME@, in parts.
(function () {
    var plate = @FACTS@;
    var rate = plate.rate[0] / plate.rate[1];
    var file = new File(new File($.fileName).parent.fsName + "/" + plate.file);
    if (!file.exists) {
        alert(plate.file + " is not beside this script.");
        return;
    }

    function imported() {
        var options = new ImportOptions(file);
        options.sequence = true;
        options.forceAlphabetical = false;
        options.importAs = ImportAsType.FOOTAGE;
        var footage = app.project.importFile(options);
        footage.name = plate.plate;
        footage.mainSource.alphaMode = AlphaMode.PREMULTIPLIED;
        footage.mainSource.premulColor = [0, 0, 0];
        footage.mainSource.conformFrameRate = rate;
        return footage;
    }

    // A slate before the first frame is part of the sequence where it was imported with it.
    function lead(footage) {
        var frames = Math.round(footage.duration * rate);
        return frames > plate.last - plate.first + 1 ? plate.lead : 0;
    }

    function laid(comp, footage, name, operation) {
        var layer = comp.layers.add(footage);
        layer.name = name;
        layer.startTime = -(lead(footage) + plate.cutFirst - plate.first) / rate;
        layer.blendingMode = operation === "plus" ? BlendingMode.ADD : BlendingMode.NORMAL;
        return layer;
    }

    app.beginUndoGroup(plate.plate);
    app.project.bitsPerChannel = 32;
    app.project.linearBlending = true;
    var footage = imported();
    var length = (plate.cutLast - plate.cutFirst + 1) / rate;
    var comp = app.project.items.addComp(plate.plate, plate.width, plate.height, 1, length, rate);
    comp.displayStartTime = plate.cutFirst / rate;
    comp.comment = plate.space + ", premultiplied";
    for (var i = 0; i < plate.layers.length; i += 1) {
        var part = laid(comp, footage, plate.layers[i].name, plate.layers[i].operation);
        var effect = part.property("ADBE Effect Parade").addProperty("EXtractoR");
        effect.name = "EXtractoR: " + plate.layers[i].name;
        part.comment = "channels of " + plate.layers[i].name;
        part.enabled = i === 0;
    }
    laid(comp, footage, "beauty", "over");
    comp.openInViewer();
    app.endUndoGroup();
}());
"""
