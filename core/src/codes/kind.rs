//! What a return code is about: who can do something about it, and whether the request had an effect.

named! {
    /// What a return code is about, and so who can do something about it.
    ///
    /// `Caller`, `Auth`, `Clock`, `Absent` and `Limited` also say that the request had no effect. After
    /// `Transient`, `Service` and `Unlisted` it may have had one, or a part of one.
    pub enum CodeKind {
        /// The request is wrong: correct it.
        Caller = 1, "caller";
        /// Credentials, environment or permissions are wrong.
        Auth = 2, "auth";
        /// The timestamp lies outside the server's window: sign again with the right time.
        Clock = 3, "clock";
        /// What the request names is not there: the room, the user, the stream, the task, the file.
        Absent = 4, "absent";
        /// Too many calls: slow down, then again. [`ReturnCode::limited_by`](super::ReturnCode::limited_by)
        /// says whose.
        Limited = 5, "limited";
        /// Trying again may work.
        Transient = 6, "transient";
        /// The vendor's side is in trouble: contact them.
        Service = 7, "service";
        /// No table that counts for the action has the code.
        Unlisted = 8, "unlisted";
    }

    /// Whose calls were too many.
    pub enum LimitedBy {
        /// Those of the application: in all its rooms, and by all programs that use its AppId.
        App = 1, "app";
        /// Those about one room.
        Room = 2, "room";
        /// Those in the name of one user.
        User = 3, "user";
    }
}

impl CodeKind {
    /// Whether the same call may succeed when it is made again.
    pub const fn retryable(self) -> bool {
        matches!(self, Self::Clock | Self::Limited | Self::Transient)
    }
}
