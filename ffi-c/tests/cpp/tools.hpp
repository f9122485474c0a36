// What the C++ tests share with those in C, as C++ has it.
#ifndef TOOLS_HPP
#define TOOLS_HPP

#include <string>
#include <string_view>
#include <vector>

#include <zegoapi.hpp>

#include "../c/pack.h"

inline std::string_view text(pack &pack) {
    const zegoapi_str_t raw = pack_text(&pack);
    return {raw.data, raw.len};
}

inline bool same(std::string_view left, std::string_view right) {
    if (left != right) {
        std::fprintf(stderr, "    \"%.*s\" is not \"%.*s\"\n", static_cast<int>(left.size()), left.data(),
                     static_cast<int>(right.size()), right.data());
    }
    return left == right;
}

// Any action by its name, in the order of generate/pack.py.
struct Action {
    Action() = default;
    explicit Action(pack &pack) : named(!pack_nothing(&pack)) {
        if (named) {
            post = pack_number(&pack) != 0;
            name = text(pack);
            params = text(pack);
        }
    }
    zegoapi::Result<zegoapi::Command> make() const {
        return post ? zegoapi::Command::post_action(name, params) : zegoapi::Command::get_action(name, params);
    }

    bool named = false, post = false;
    std::string_view name, params;
};

#endif
