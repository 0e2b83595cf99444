# SPDX-License-Identifier: MIT
"""What one packet does to them, on the simulated chip: the example's firmware with longer
frames, and host.cpp's frames.

Every conversation ends with a ping that must be answered, and avrsim watches every store, load and
return on the way.
"""

from __future__ import annotations

from pathlib import Path

from conftest import Say, Talk
from frames import SEQ, header
from scapy.layers.inet import IP, TCP, UDP

OPEN = ("syn", Say("ack", 1))


def text(packet: IP) -> bytes:
    return bytes(packet[TCP].payload)


def check_echo(heard: list[IP], expected: bytes, ackno: int) -> None:
    assert [text(p) for p in heard] == [expected]
    assert heard[0][TCP].ack == ackno


def check_bare_ack(heard: list[IP], ackno: int) -> None:
    assert [(p[TCP].flags, p[TCP].ack, text(p)) for p in heard] == [("A", ackno, b"")]


def test_syn_with_options_1_1_5_254_is_dropped(talk: Talk) -> None:
    assert talk("syn_broken_options") == [[]]


def test_urgent_pointer_0x4000_on_4_bytes_is_text_like_any_other(talk: Talk) -> None:
    check_echo(talk(*OPEN, Say("urgent", 1))[2], b"abcd", SEQ + 5)


def test_data_offset_60_on_a_20_byte_segment_is_dropped(talk: Talk) -> None:
    heard = talk(*OPEN, Say("offset_60", 1), Say("first", 1))
    assert heard[2] == []
    check_echo(heard[3], b"abcd", SEQ + 5)


def test_udp_length_200_in_48_bytes_discloses_nothing(talk: Talk) -> None:
    assert talk("udp_length_200") == [[]]


def test_rst_far_outside_the_window_is_ignored(talk: Talk) -> None:
    heard = talk(*OPEN, "rst_far", Say("first", 1))
    assert heard[2] == []
    check_echo(heard[3], b"abcd", SEQ + 5)


def test_rst_inside_the_window_but_not_the_next_byte_is_challenged(talk: Talk) -> None:
    heard = talk(*OPEN, "rst_near", Say("first", 1))
    check_bare_ack(heard[2], SEQ + 1)
    check_echo(heard[3], b"abcd", SEQ + 5)


def test_rst_that_is_the_next_byte_ends_the_connection(talk: Talk) -> None:
    heard = talk(*OPEN, "rst_exact", Say("first", 1))
    assert heard[2] == []
    assert [p[TCP].flags for p in heard[3]] == ["R"]


def test_syn_without_mss_option_then_a_full_segment(talk: Talk) -> None:
    heard = talk("syn_without_mss", Say("ack", 1), Say("full", 1))
    check_echo(heard[2], bytes(range(216)), SEQ + 217)


def test_wrong_ack_in_syn_received_is_answered_by_a_reset(talk: Talk) -> None:
    heard = talk("syn", Say("ack", 2), Say("ack", 1), Say("first", 1))
    first = heard[0][0][TCP].seq
    assert [(p[TCP].flags, p[TCP].seq) for p in heard[1]] == [("R", (first + 2) & 0xFFFFFFFF)]
    assert heard[2] == []
    check_echo(heard[3], b"abcd", SEQ + 5)


def test_data_with_an_ack_of_unsent_data_is_not_delivered(talk: Talk) -> None:
    heard = talk(*OPEN, Say("first", 100_000), Say("first", 1))
    check_bare_ack(heard[2], SEQ + 1)
    check_echo(heard[3], b"abcd", SEQ + 5)


def test_data_without_ack_bit_is_dropped(talk: Talk) -> None:
    heard = talk(*OPEN, "without_ack", Say("first", 1))
    assert heard[2] == []
    check_echo(heard[3], b"abcd", SEQ + 5)


def test_duplicate_data_is_delivered_once(talk: Talk) -> None:
    heard = talk(*OPEN, Say("first", 1), Say("first", 1))
    check_echo(heard[2], b"abcd", SEQ + 5)
    check_bare_ack(heard[3], SEQ + 5)


def test_data_out_of_order_is_not_delivered_early(talk: Talk) -> None:
    heard = talk(*OPEN, Say("second", 1), Say("first", 1), Say("second", 5))
    check_bare_ack(heard[2], SEQ + 1)
    check_echo(heard[3], b"abcd", SEQ + 5)
    check_echo(heard[4], b"efgh", SEQ + 9)


def test_a_wrong_checksum_of_ip_udp_or_tcp_is_dropped(talk: Talk) -> None:
    """The TCP frame acknowledges nothing of ours: unchecked, it would bring an ACK back."""
    heard = talk(*OPEN, "bad_ip_checksum", "bad_udp_checksum", "bad_tcp_checksum", Say("first", 1))
    assert heard[2:5] == [[], [], []]
    check_echo(heard[5], b"abcd", SEQ + 5)


def test_ip_options_are_accepted_and_not_sent_back(talk: Talk) -> None:
    (heard,) = talk("udp_ip_options")
    assert [(p.ihl, bytes(p[UDP].payload)) for p in heard] == [(5, b"hello")]


def test_two_connections_opened_in_one_tick_begin_differently(talk: Talk) -> None:
    one, two = talk("syn", "syn_to_echo_too")
    assert one[0][TCP].seq != two[0][TCP].seq


def test_the_frames_of_the_host_cases_are_these() -> None:
    """frames.hpp is what frames.py prints."""
    kept = Path(__file__).with_name("frames.hpp").read_text(encoding="utf-8")
    assert kept == header()
