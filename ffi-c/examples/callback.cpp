// Deals with one callback, as a web server's handler would: the body comes on standard input, as it came over the
// network; what to answer goes to standard output.
//
//     ZEGO_CALLBACK_SECRET=... ./callback < body
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>

#include <zegoapi.hpp>

namespace {

std::int64_t unix_seconds() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

// What the program does with an event. False: it could not, and the vendor is to send it again.
bool deal_with(const zegoapi::Callback &callback) {
    switch (callback.event_number()) {
        case ZEGOAPI_CALLBACK_EVENT_ROOM_LOGIN:
            std::printf("%s came into %s\n", callback.text("user_account").data(), callback.text("room_id").data());
            return true;
        case ZEGOAPI_CALLBACK_EVENT_ROOM_LOGOUT:
            std::printf("%s left %s\n", callback.text("user_account").data(), callback.text("room_id").data());
            return true;
        default:
            std::printf("%s: %zu fields\n", callback.event_name().data(), callback.field_count());
            return true;
    }
}

// The HTTP status to answer with.
std::uint32_t handle(const zegoapi::CallbackVerifier &verifier, const zegoapi::NonceMemory &memory,
                     std::string_view body) {
    const auto callback = zegoapi::Callback::read(body);
    if (!callback) {
        std::fprintf(stderr, "%s\n", callback.error().text().data());
        return callback.error().answer_status();
    }
    const auto verified = verifier.verify_stamp(*callback, unix_seconds(), memory);
    if (!verified) {
        std::fprintf(stderr, "%s\n", verified.error().text().data());
        return verified.error().answer_status();
    }
    // Only timestamp and nonce are signed: what the body says is a hint. Ask the server API before money hangs on it.
    const bool done = deal_with(*callback);
    const auto told = done ? verified->commit(memory) : verified->release(memory);
    return done && told ? 200 : 503;
}

}  // namespace

int main() {
    const char *secret = std::getenv("ZEGO_CALLBACK_SECRET");
    // A server makes both once, and shares them among its threads.
    const auto verifier = zegoapi::CallbackVerifier::create({std::string_view(secret == nullptr ? "" : secret)});
    const auto memory = zegoapi::NonceMemory::create();
    if (!verifier || !memory) {
        std::fprintf(stderr, "%s\n", verifier ? memory.error().text().data() : verifier.error().text().data());
        return 1;
    }
    const std::string body{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    const std::uint32_t status = handle(*verifier, *memory, body);
    std::printf("%u\n", static_cast<unsigned>(status));
    return status == 200 ? 0 : 1;
}
