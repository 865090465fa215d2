import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.reading.decode import (
    CUE,
    REACH,
    SIGNS,
    Floats,
    Ints,
    PairScores,
    Scores,
    decode,
    find_cues,
    find_names,
    find_runs,
    follow_all,
    follow_best,
    show_cues,
)


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
    assert find_cues([roles]) == [[(2, 3)]]


class Fixed:
    """A network whose pair head says the same of every window."""

    def __init__(self, scores: PairScores) -> None:
        self.scores = scores

    def pairs(self, scores: Scores, cues: Floats, distance: Ints) -> PairScores:
        return PairScores(
            *(getattr(self.scores, name)[: len(cues)] for name in ("labels", "valid", "stance", "factuality"))
        )


def scores_with_cues(words: int, *cues: int) -> Scores:
    roles = np.zeros((words, 15), dtype=np.float32)
    roles[:, 5 * CUE] = 6
    for cue in cues:
        roles[cue, 5 * CUE + 4] = 9
    return Scores(np.zeros((words, 4), dtype=np.float32), roles, np.zeros((words, 17), dtype=np.float32))


def test_a_cue_without_content_is_dropped_and_so_is_one_that_hardly_is_a_cue() -> None:
    labels = np.full((3, 6, 9), -4, dtype=np.float32)
    labels[:, :, 0] = 0
    labels[1, 4, 8] = labels[2, 4, 8] = 5
    valid = np.array([2.0, 3.0, -1.0], dtype=np.float32)
    network = Fixed(PairScores(labels, valid, np.zeros((3, 8), dtype=np.float32), np.zeros((3, 7), dtype=np.float32)))
    ((relation,),) = decode(network, [(scores_with_cues(6, 0, 2, 5), (0, 6))])
    assert (relation.cue, relation.content) == ((2, 3), ((4, 5),))
    assert len(relation.signs) == len(SIGNS)


def test_a_window_answers_only_for_its_core() -> None:
    labels = np.full((2, 6, 9), -4, dtype=np.float32)
    labels[:, 4, 8] = 5
    labels[:, :4, 0] = labels[:, 5, 0] = 5
    scores = PairScores(
        labels,
        np.array([3.0, 3.0], dtype=np.float32),
        np.zeros((2, 8), dtype=np.float32),
        np.zeros((2, 7), dtype=np.float32),
    )
    found = decode(Fixed(scores), [(scores_with_cues(6, 1, 3), (0, 2)), (scores_with_cues(6, 1, 3), (2, 6))])
    assert [[relation.cue for relation in each] for each in found] == [[(1, 2)], [(3, 4)]]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.integers(0, 2**16))
def test_windows_of_any_length_are_decoded_alone_as_together(lengths: list[int], seed: int) -> None:
    noise = np.random.default_rng(seed)
    sequences = [noise.normal(size=(length, 9)).astype(np.float32) for length in lengths]
    for sequence, path in zip(sequences, follow_all(sequences), strict=True):
        assert (follow_best(sequence[None])[0] == path).all()


def test_names_are_read_off_their_scores() -> None:
    scores = np.zeros((5, 17), dtype=np.float32)
    scores[:, 0] = 1
    scores[1, 1] = scores[2, 3] = scores[4, 8] = 5
    assert find_names([scores, scores[3:]]) == [[((1, 3), "PER"), ((4, 5), "ORG")], [((1, 2), "ORG")]]
