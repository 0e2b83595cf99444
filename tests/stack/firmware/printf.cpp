// SPDX-License-Identifier: MIT
// Other people's code: avr-libc's printf, which calls the stream's function through a pointer.
#include "serial.hpp"

#include <stdio.h>

static volatile char last;

static int put(char c, FILE *)
{
    last = c;
    return 0;
}

static FILE out;

int main()
{
    fdev_setup_stream(&out, put, 0, _FDEV_SETUP_WRITE);
    stdout = &out;
    printf("%d %s %5lx %05u\n", 5, "abc", 123456L, 77u);
    finish(0);
}
