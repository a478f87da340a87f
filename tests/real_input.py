"""What real terminals send that is no key: late answers, cut and broken bytes."""

NO_KEYS = (
    b"\x1b]11;rgb:1d1d/1f1f/2121\x1b\\",
    b"\x1b[?61;4;6c",
    b"\x1bP>|WezTerm 2\x1b\\",
    b"\x1b[?2048;0$y",
    b"\x1b[48;24;80;480;800t",
    b"\x1b[24;80R",
    b"\x1b[<32;NaN;NaNM",
    b"\x1b[M \xc0\xc0",
    b"\xfc",
    b"\xe2\x82",
    b"\x1b]10;rgb:ff/ff/ff\x07",
    b"\x1b[>41;354;0c",
)
