//! `--help` of the command and of each subcommand, with the exit codes.

use crate::support::Zegoapi;

#[test]
fn lists_the_exit_codes_everywhere() {
    let mut commands = vec![
        &[][..],
        &["send"],
        &["call"],
        &["url"],
        &["explain"],
        &["doctor"],
        &["token", "make"],
        &["token", "open"],
        &["callback", "sign"],
        &["callback", "verify"],
    ];
    if cfg!(feature = "simulate") {
        commands.push(&["simulate"]);
    }
    for command in commands {
        for help in ["--help", "-h"] {
            let ran = Zegoapi::bare().run(&[command, &[help]].concat());
            assert_eq!((ran.code, &*ran.stderr), (0, ""), "{command:?}");
            assert!(ran.stdout.contains("Exit codes:\n"), "{command:?}");
            for code in 0..=6 {
                assert!(
                    ran.stdout.contains(&format!("\n  {code}  ")),
                    "{command:?}: {code}"
                );
            }
        }
    }
}

#[test]
fn names_the_environment() {
    let ran = Zegoapi::bare().run(&["--help"]);
    assert!(ran.stdout.contains("ZEGO_APP_ID") && ran.stdout.contains("ZEGO_SERVER_SECRET"));
    let ran = Zegoapi::bare().run(&["send", "--help"]);
    for name in ["ZEGO_REGION", "ZEGO_BASE_URL", "ZEGO_CA_FILE"] {
        assert!(ran.stdout.contains(name), "{name}");
    }
}

#[test]
fn tells_its_version() {
    let ran = Zegoapi::bare().run(&["--version"]);
    assert_eq!(
        (ran.code, ran.stdout),
        (0, format!("zegoapi {}\n", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn without_a_command_it_shows_how_to_go_on() {
    let ran = Zegoapi::bare().run(&[]);
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert!(ran.stderr.contains("Usage: zegoapi"), "{}", ran.stderr);
}
