#!/bin/bash
# SPDX-License-Identifier: MIT
# A fleet's build: it gives CXX, CXXFLAGS, LIB_FUZZING_ENGINE and OUT, and finds in OUT each target
# with its seeds, its dictionary and its options. Runs in the checkout, anywhere.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.." && [ -d fuzz ] || cd "${SRC:?}/thimble"
: "${CXX:?}" "${CXXFLAGS?}" "${LIB_FUZZING_ENGINE:?}" "${OUT:?}"
build=${WORK:-build}/fleet

cmake -S . -B "$build" -G Ninja -DTHIMBLE_PART=fuzz -DTHIMBLE_ENGINE="$LIB_FUZZING_ENGINE" \
    -DCMAKE_CXX_COMPILER="$CXX" -DCMAKE_CXX_FLAGS="$CXXFLAGS" -DCMAKE_BUILD_TYPE=
ninja -C "$build"

for source in fuzz/*.cpp; do
    name=$(basename "$source" .cpp)
    cp "$build/$name" "$OUT/"
    ldd "$build/$name" | awk '/liblwip/ {print $3}' | xargs -r -I{} cp -L {} "$OUT/"
    zip -q -j -r "$OUT/${name}_seed_corpus.zip" "fuzz/corpus/$name"
    [ ! -f "fuzz/$name.dict" ] || cp "fuzz/$name.dict" "$OUT/"
    most=1500
    [ "$name" != stack ] || most=256 # as ./thimble fuzz
    printf '[libfuzzer]\nmax_len = %d\ntimeout = 10\n' "$most" > "$OUT/$name.options"
done
