from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from index.arrays import pack_boxes, pack_origin, unpack_boxes, unpack_origin

LARGEST_PAGE = 14_400.0  # points: what PDF viewers accept

coordinates = st.floats(-LARGEST_PAGE, LARGEST_PAGE, width=32)


@given(hnp.arrays(np.int32, st.integers(0, 300), elements=st.integers(0, 2**31 - 1)))
def test_a_character_map_returns_as_it_was(origin):
    returned = unpack_origin(pack_origin(origin))
    np.testing.assert_array_equal(returned, origin)
    assert returned.dtype == np.int32


@settings(deadline=None)
@given(hnp.arrays(np.float32, st.tuples(st.integers(0, 80), st.just(4)), elements=coordinates))
def test_boxes_return_to_a_twentieth_of_a_point_even_on_the_largest_page(boxes):
    returned = unpack_boxes(pack_boxes(boxes))
    assert returned.shape == boxes.shape
    assert returned.dtype == np.float32
    np.testing.assert_allclose(returned, boxes, rtol=0, atol=1 / 40 + 2e-3)


@given(hnp.arrays(np.float32, st.tuples(st.integers(0, 30), st.just(4)), elements=coordinates))
def test_boxes_that_went_through_once_stay_the_same(boxes):
    once = unpack_boxes(pack_boxes(boxes))
    np.testing.assert_array_equal(unpack_boxes(pack_boxes(once)), once)


def test_a_page_of_ordinary_text_shrinks_to_a_fraction():
    count = 3000
    left = np.arange(count) % 80 * 5.5 + 56
    bottom = 780 - np.arange(count) // 80 * 14.0
    boxes = np.stack([left, bottom, left + 5, bottom + 9], axis=1).astype(np.float32)
    assert len(pack_boxes(boxes)) < boxes.nbytes / 5
    origin = np.arange(count, dtype=np.int32)
    assert len(pack_origin(origin)) < origin.nbytes / 50
