"""Music: a plate's sound for the page, as it will be mixed. Runs in a renderer process."""

from __future__ import annotations

import io
import wave

from generator.deliver.wav import BITS, packed
from generator.render.asset import Asset
from generator.sound.cues import RATE


def wav(asset: Asset) -> bytes:
    """The mix of a whole plate as a WAV file; nothing where the template is silent. Raises TemplateError or BriefError."""
    sound = asset.sound
    if sound is None:
        return b""
    track = sound.track(asset.template.manifest.duration.exact, asset.brief.loudness)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(BITS // 8)
        file.setframerate(RATE)
        file.writeframes(packed(track.mix))
    return out.getvalue()
