"""Documents: a template's text to one SVG document, and a document's text to a tree of elements. Nothing here draws or opens a file.

    manifest.yaml -- sheet, manifest, parameters -->  what may be asked
    looks, words  -- looks, words ----------------->  what it looks like and says
    scene.svg.j2  -- compose (sandbox, stamp) ----->  text -- parse, css --> Document of Elements

sheet.py      YAML with line numbers          canvas.py, layout.py, seconds.py   sizes, boxes, times
compose.py    a template to its document      sandbox.py, meter.py               what templates may reach, and what they may cost
stamp.py      file and line on every tag      helpers.py                         functions and filters of templates
parse.py      XML to elements                 css.py                             the cascade
"""
