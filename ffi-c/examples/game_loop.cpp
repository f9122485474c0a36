// A game server's loop at 60 ticks a second, which may not block: messages are submitted to the dispatcher, completions
// are polled each tick. Prints the worst tick, counting the library's part alone.
//
//     ZEGO_APP_ID=... ZEGO_SERVER_SECRET=... ./game_loop ROOM USER SECONDS
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <zegoapi.hpp>

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr int TICKS_PER_SECOND = 60;

// What came of the messages so far.
struct Score {
    unsigned submitted = 0;
    unsigned reached = 0;
    unsigned not_there = 0;
    unsigned failed = 0;
};

[[noreturn]] void give_up(const zegoapi::Error &error) {
    std::fprintf(stderr, "%s\n", error.text().data());
    std::exit(1);
}

template <class T>
T take(zegoapi::Result<T> result) {
    if (!result) {
        give_up(result.error());
    }
    return std::move(result).value();
}

std::string_view environment(const char *name) {
    const char *value = std::getenv(name);
    return value == nullptr ? "" : value;
}

zegoapi::Client make_client() {
    const auto app_id = static_cast<std::uint32_t>(std::strtoul(environment("ZEGO_APP_ID").data(), nullptr, 10));
    const auto app = take(zegoapi::App::create(app_id, environment("ZEGO_SERVER_SECRET")));
    const auto base_url = environment("ZEGO_BASE_URL");
    const auto endpoint =
        take(base_url.empty() ? zegoapi::Endpoint::in_region("") : zegoapi::Endpoint::from_base_url(base_url));
    return take(zegoapi::Client::create(app, endpoint));
}

void count(const zegoapi::Completion &completion, Score &score) {
    if (!completion.ok()) {
        score.failed++;
    } else if (completion.reply().fail_user_count() > 0) {
        score.not_there++;
    } else {
        score.reached++;
    }
}

// One tick's messages: something happens in the game six times a second.
void tick(const zegoapi::Dispatcher &dispatcher, int number, std::string_view room, std::string_view user,
          Score &score) {
    if (number % 10 == 0) {
        const std::string content = "tick " + std::to_string(number);
        const auto command = take(zegoapi::Command::to_users(room, "server", {user}, content));
        // A full queue is not the end of the world here: the next tick has other news.
        score.submitted += dispatcher.submit(command).ok() ? 1 : 0;
    }
    while (const auto completion = dispatcher.poll()) {
        count(completion, score);
    }
}

}  // namespace

int main(int argc, char **argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: %s ROOM USER SECONDS\n", argv[0]);
        return 2;
    }
    const int ticks = std::atoi(argv[3]) * TICKS_PER_SECOND;
    const auto dispatcher = take(zegoapi::Dispatcher::create(make_client()));
    Score score;
    auto worst = SteadyClock::duration::zero();
    auto sum = SteadyClock::duration::zero();
    auto next = SteadyClock::now();
    for (int number = 0; number < ticks; number++) {
        // ... the game itself ...
        const auto begin = SteadyClock::now();
        tick(dispatcher, number, argv[1], argv[2], score);
        const auto taken = SteadyClock::now() - begin;
        worst = std::max(worst, taken);
        sum += taken;
        next += std::chrono::microseconds(1000000 / TICKS_PER_SECOND);
        std::this_thread::sleep_until(next);
    }
    // The game is over: what is under way gets five seconds.
    const auto unsent = take(dispatcher.shutdown(std::chrono::seconds(5)));
    while (const auto completion = dispatcher.poll()) {
        count(completion, score);
    }
    using Fraction = std::chrono::duration<double, std::milli>;
    std::printf("%u messages: %u reached, %u to users who were not there, %u failed, %zu handed back\n",
                score.submitted, score.reached, score.not_there, score.failed, unsent.size());
    std::printf("%d ticks, mean %.4f ms\n", ticks, ticks > 0 ? Fraction(sum).count() / ticks : 0.0);
    std::printf("worst tick: %.4f ms\n", Fraction(worst).count());
    return 0;
}
