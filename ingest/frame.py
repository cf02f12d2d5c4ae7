"""The frames in which a page's places are given, and how one becomes the other.

As *written*: the file's own coordinates, before /Rotate, without regard to the crop box. As *shown*:
from the lower left corner of the page one sees. As *read*: as shown, and turned further where a
sheet lies on its side, so that lines run from left to right. All in PDF points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is turned and cropped: `rotation` clockwise in degrees (0, 90, 180, 270), and the
    `corners` of what is shown of it (left, bottom, right, top, as written)."""

    rotation: int
    corners: tuple[float, float, float, float]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in this frame."""
        left, bottom, right, top = self.corners
        size = (right - left, top - bottom)
        return size[::-1] if self.rotation % 180 else size

    def turned(self, degrees: int) -> Frame:
        """The frame of the same page turned further, clockwise."""
        return Frame((self.rotation + degrees) % 360, self.corners)

    def shown(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes as written, shape (n, 4), brought into this frame; empty ones stay empty."""
        left, bottom, right, top = self.corners
        x0, y0, x1, y1 = boxes.T
        if self.rotation == 0:
            turned = (x0 - left, y0 - bottom, x1 - left, y1 - bottom)
        elif self.rotation == 90:
            turned = (y0 - bottom, right - x1, y1 - bottom, right - x0)
        elif self.rotation == 180:
            turned = (right - x1, top - y1, right - x0, top - y0)
        else:
            turned = (top - y1, x0 - left, top - y0, x1 - left)
        found = np.stack(turned, axis=1).astype(np.float32)
        found[~((x1 > x0) & (y1 > y0))] = 0.0
        return found

    def written(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes in this frame, shape (n, 4), as the file writes them; the way back from `shown`."""
        left, bottom, right, top = self.corners
        x0, y0, x1, y1 = boxes.T
        turned = {
            0: (x0 + left, y0 + bottom, x1 + left, y1 + bottom),
            90: (right - y1, x0 + bottom, right - y0, x1 + bottom),
            180: (right - x1, top - y1, right - x0, top - y0),
            270: (y0 + left, top - x1, y1 + left, top - x0),
        }[self.rotation]
        found = np.stack(turned, axis=1).astype(np.float32)
        found[~((x1 > x0) & (y1 > y0))] = 0.0
        return found
