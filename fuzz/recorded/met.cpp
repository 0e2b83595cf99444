// SPDX-License-Identifier: MIT
// Which states met which events, and which rows of tcp.fsm were taken, over a folder of inputs of
// ../stack.cpp, or over some. One line each: `met EVENT STATE INPUTS`, `row LINE INPUTS`, `ops COUNT`
// and `inputs COUNT`.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "../stack.cpp"

namespace {

unsigned met[reference::EVENTS][thimble::TCP_STATES], taken[reference::LINES], inputs;

void play(const std::filesystem::path &path)
{
    std::ifstream in(path, std::ios::binary);
    const std::vector<char> entry((std::istreambuf_iterator<char>(in)),
                                  std::istreambuf_iterator<char>());

    reference::counted = {};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(entry.data()), entry.size());
    inputs++;
    for (int e = 0; e < reference::EVENTS; e++) {
        for (int s = 0; s < thimble::TCP_STATES; s++) {
            met[e][s] += reference::counted.met[e][s] != 0;
        }
    }
    for (int line = 0; line < reference::LINES; line++) {
        taken[line] += reference::counted.taken[line] != 0;
    }
}

}

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: met FOLDER|INPUT...\n");
        return 2;
    }
    for (int n = 1; n < argc; n++) {
        if (!std::filesystem::is_directory(argv[n])) {
            play(argv[n]);
            continue;
        }
        for (const auto &entry : std::filesystem::directory_iterator(argv[n])) {
            play(entry.path());
        }
    }
    for (int e = 0; e < reference::EVENTS; e++) {
        for (int s = 0; s < thimble::TCP_STATES; s++) {
            std::printf("met %s %d %u\n", reference::events[e].name, s, met[e][s]);
        }
    }
    for (int line = 0; line < reference::LINES; line++) {
        if (taken[line] != 0) {
            std::printf("row %d %u\n", line, taken[line]);
        }
    }
    std::printf("ops %llu\n", static_cast<unsigned long long>(all.ops));
    std::printf("inputs %u\n", inputs);
    return 0;
}
