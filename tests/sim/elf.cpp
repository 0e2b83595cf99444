// SPDX-License-Identifier: MIT
#include "elf.hpp"

#include <cxxabi.h>
#include <elf.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace avrsim {
namespace {

// Where avr-ld puts RAM, so that it never meets flash.
constexpr std::uint32_t data_space = 0x800000;
constexpr std::uint32_t data_space_end = 0x810000;
constexpr std::uint16_t machine_avr = 83;

using bytes = std::vector<std::uint8_t>;

template <typename T>
T at(const bytes &file, std::size_t offset)
{
    if (offset > file.size() || file.size() - offset < sizeof(T)) {
        throw std::runtime_error("the file is cut short");
    }
    T value;
    std::memcpy(&value, file.data() + offset, sizeof value);
    return value;
}

std::string text_at(const bytes &file, std::size_t offset)
{
    std::string text;
    for (; offset < file.size() && file[offset] != 0; ++offset) {
        text += static_cast<char>(file[offset]);
    }
    int status = 0;
    const std::unique_ptr<char, void (*)(void *)> plain(
        abi::__cxa_demangle(text.c_str(), nullptr, nullptr, &status), std::free);
    return status == 0 ? plain.get() : text;
}

void load_segments(const bytes &file, const Elf32_Ehdr &header, firmware &out)
{
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        const auto segment = at<Elf32_Phdr>(file, header.e_phoff + i * header.e_phentsize);
        if (segment.p_type != PT_LOAD || segment.p_filesz == 0 || segment.p_paddr >= data_space) {
            continue; // .bss, or EEPROM and fuses, which no firmware of ours has
        }
        if (segment.p_paddr + segment.p_filesz > out.flash.size()
            || segment.p_offset + segment.p_filesz > file.size()) {
            throw std::runtime_error("the program does not fit into "
                                     + std::to_string(out.flash.size()) + " bytes of flash");
        }
        std::copy_n(file.begin() + segment.p_offset, segment.p_filesz,
                    out.flash.begin() + segment.p_paddr);
        out.flash_bytes = std::max(out.flash_bytes, segment.p_paddr + segment.p_filesz);
    }
}

void load_symbol(const Elf32_Sym &entry, std::string name, firmware &out)
{
    const unsigned type = ELF32_ST_TYPE(entry.st_info);
    const bool in_ram = entry.st_value >= data_space && entry.st_value < data_space_end;

    if (name == "_end") {
        out.static_end = static_cast<std::uint16_t>(entry.st_value & 0xffff);
    } else if (in_ram && type == STT_OBJECT) {
        out.objects.push_back({entry.st_value - data_space, entry.st_size, std::move(name)});
    } else if (!in_ram && entry.st_shndx != SHN_ABS && entry.st_shndx != SHN_UNDEF
               && (type == STT_FUNC || type == STT_NOTYPE) && !name.empty() && name[0] != '.') {
        out.functions.push_back({entry.st_value, entry.st_size, std::move(name)});
    }
}

void load_sections(const bytes &file, const Elf32_Ehdr &header, firmware &out)
{
    const auto section = [&](std::size_t i) {
        return at<Elf32_Shdr>(file, header.e_shoff + i * header.e_shentsize);
    };
    for (unsigned i = 0; i < header.e_shnum; ++i) {
        const Elf32_Shdr s = section(i);
        if ((s.sh_flags & SHF_EXECINSTR) != 0 && s.sh_addr < data_space) {
            out.code_end = std::max(out.code_end, s.sh_addr + s.sh_size);
        }
        if (s.sh_type != SHT_SYMTAB) {
            continue;
        }
        const Elf32_Shdr names = section(s.sh_link);
        for (std::size_t n = 0; n < s.sh_size / sizeof(Elf32_Sym); ++n) {
            const auto entry = at<Elf32_Sym>(file, s.sh_offset + n * sizeof(Elf32_Sym));
            load_symbol(entry, text_at(file, names.sh_offset + entry.st_name), out);
        }
    }
    const auto by_address = [](const symbol &a, const symbol &b) { return a.address < b.address; };
    std::stable_sort(out.functions.begin(), out.functions.end(), by_address);
    std::stable_sort(out.objects.begin(), out.objects.end(), by_address);
}

// The last symbol that starts at or before `address`; of several, the one that is not of size 0.
const symbol *last_before(const std::vector<symbol> &sorted, std::uint32_t address)
{
    const symbol *best = nullptr;
    for (const symbol &s : sorted) {
        if (s.address > address) {
            break;
        }
        if (best == nullptr || s.address > best->address || (best->bytes == 0 && s.bytes != 0)) {
            best = &s;
        }
    }
    return best;
}

} // namespace

std::string firmware::function_at(std::uint32_t pc) const
{
    const symbol *s = last_before(functions, pc);
    return s == nullptr || pc >= code_end ? "?" : s->name;
}

std::string firmware::object_near(std::uint16_t address) const
{
    constexpr std::uint32_t beyond = 64; // further away it is no neighbour, only the last variable
    const symbol *s = last_before(objects, address);
    if (s == nullptr || address > s->address + s->bytes + beyond) {
        return "";
    }
    return s->address == address ? s->name
                                 : s->name + "+" + std::to_string(address - s->address);
}

firmware read_firmware(const std::string &path, std::uint32_t flash_size)
{
    std::ifstream in(path, std::ios::binary);
    const bytes file((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in.good() && file.empty()) {
        throw std::runtime_error(path + ": cannot be read; build the firmware first");
    }
    firmware out;
    out.flash.assign(flash_size, 0xff);
    try {
        const auto header = at<Elf32_Ehdr>(file, 0);
        if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_machine != machine_avr) {
            throw std::runtime_error("not an AVR program in ELF");
        }
        load_segments(file, header, out);
        load_sections(file, header, out);
        if (out.static_end == 0) {
            throw std::runtime_error("no symbol _end; link with avr-gcc, do not strip");
        }
    } catch (const std::runtime_error &problem) {
        throw std::runtime_error(path + ": " + problem.what());
    }
    return out;
}

} // namespace avrsim
