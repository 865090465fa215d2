import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.reading.decode import CUE, REACH, Floats, Ints, find_cues, find_runs, follow_best, relate, show_cues


def lawful(path: Ints) -> bool:
    """Whether tags are runs of S, or of B I* E, of one group each."""
    open_group = None
    for tag in path:
        group, kind = (None, "O") if tag == 0 else ((tag - 1) // 4, "BIES"[(tag - 1) % 4])
        if open_group is not None:
            if group != open_group or kind not in "IE":
                return False
            open_group = None if kind == "E" else open_group
        elif kind in "IE":
            return False
        elif kind == "B":
            open_group = group
    return open_group is None


@settings(max_examples=80, deadline=None)
@given(arrays(np.float32, (3, 11, 9), elements=st.floats(-5, 5, width=32)))
def test_the_best_path_is_lawful_and_no_worse_than_any_neighbour(scores: Floats) -> None:
    paths = follow_best(scores)
    for row, path in zip(scores, paths, strict=True):
        assert lawful(path)
        total = row[np.arange(len(path)), path].sum()
        for place in range(len(path)):
            for tag in range(9):
                other = path.copy()
                other[place] = tag
                if lawful(other):
                    assert row[np.arange(len(path)), other].sum() <= total + 1e-3


@settings(max_examples=40, deadline=None)
@given(arrays(np.float32, (4, 7, 9), elements=st.floats(-5, 5, width=32)))
def test_sequences_are_decoded_alone_as_together(scores: Floats) -> None:
    together = follow_best(scores)
    for n in range(len(scores)):
        assert (follow_best(scores[n : n + 1])[0] == together[n]).all()


def test_runs_are_read_off_tags_by_group() -> None:
    path = np.array([0, 1, 2, 3, 5, 6, 7, 4, 8])
    assert find_runs(path, 1) == [(1, 4), (7, 8)]
    assert find_runs(path, 5) == [(4, 7), (8, 9)]


def test_distance_is_signed_clipped_and_nothing_inside_the_cue() -> None:
    weights, distance = show_cues([(2, 4)], 100)
    assert weights[0, :5].tolist() == [0, 0, 0.5, 0.5, 0]
    assert (distance[0, :6] - REACH).tolist() == [-2, -1, 0, 0, 1, 2]
    assert distance[0, -1] == 2 * REACH


def test_an_unsure_cue_is_still_a_candidate() -> None:
    roles = np.zeros((4, 15), dtype=np.float32)
    roles[:, 5 * CUE] = 6.0
    roles[2, 5 * CUE + 4] = 5.0  # about one in four
    assert find_cues(roles) == [(2, 3)]


def test_of_overlapping_cues_the_likelier_is_kept_and_a_cue_without_content_is_dropped() -> None:
    runs = [(0, 2), (1, 2), (3, 4)]
    labels = np.full((3, 5, 9), -4, dtype=np.float32)
    labels[:, :, 0] = 0
    labels[1, 4, 8] = labels[0, 4, 8] = 5
    kept = relate(runs, labels, np.array([1.0, 3.0, 4.0], dtype=np.float32))
    assert [(r.cue, r.content) for r in kept] == [((1, 2), ((4, 5),))]
    assert kept[0].confidence > 0.95
