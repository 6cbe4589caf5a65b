"""Makes one variable font of letters from several slices of a font.

fontTools merges fonts without variations only, so these are taken out before and put back after:
slices of one font share their axes. Reads JSON from stdin:
{"slices": [{"file", "codes"}], "weights": [from, to], "made"}
"""

import json
import sys
import tempfile

from fontTools import merge, subset
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib import instancer

VARYING = ("gvar", "fvar", "avar")
# Of no use for horizontal text of one face; advances vary by gvar alone.
NEEDLESS = ["STAT", "GDEF", "HVAR", "BASE", "vhea", "vmtx"]


def slice_of(file, codes, weights):
    font = TTFont(file, recalcTimestamp=False)
    # Punctuation at the beginning of a line takes half of its width.
    options = subset.Options(layout_features=["halt"], hinting=False, notdef_outline=True)
    options.drop_tables += NEEDLESS
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return instancer.instantiateVariableFont(font, {"wght": tuple(weights)}, inplace=True)


def without_variations(font, path):
    for tag in VARYING:
        if tag in font:
            del font[tag]
    font.flavor = None
    font.save(path)
    return path


def merged(fonts):
    variations = [(font.getGlyphOrder(), font["gvar"].variations) for font in fonts]
    axes = {tag: fonts[0][tag] for tag in ("fvar", "avar") if tag in fonts[0]}
    with tempfile.TemporaryDirectory() as folder:
        paths = [without_variations(f, f"{folder}/{i}.ttf") for i, f in enumerate(fonts)]
        whole = merge.Merger().merge(paths)
    # The merger takes all glyphs in their order, and names some of them anew.
    names = iter(whole.getGlyphOrder())
    gvar = newTable("gvar")
    gvar.version, gvar.reserved = 1, 0
    gvar.variations = {
        next(names): varying.get(name, []) for order, varying in variations for name in order
    }
    for tag, table in {**axes, "gvar": gvar}.items():
        whole[tag] = table
    return whole


wanted = json.load(sys.stdin)
slices = [slice_of(each["file"], each["codes"], wanted["weights"]) for each in wanted["slices"]]
born = slices[0]["head"]
made = merged(slices)
made["head"].created, made["head"].modified = born.created, born.modified
made.recalcTimestamp = False
made.flavor = "woff2"
made.save(wanted["made"])
