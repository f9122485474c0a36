//! The vendor's products and the hosts that serve them: names, domains, and which of them have regions.
//! See <https://www.zegocloud.com/docs/rtc-server-api/accessing-server-apis> and each product's own page.

named! {
    /// A product of the vendor's with a server API. All of them sign alike; their hosts differ.
    pub enum Product {
        /// Real-time communication: rooms, streams, messages.
        Rtc = 1, "rtc";
        /// In-app chat (ZIM).
        Zim = 2, "zim";
        /// Cloud recording.
        CloudRecord = 3, "cloudrecord";
        /// Cloud player.
        CloudPlayer = 4, "cloud-player";
        /// Analytics.
        Analytics = 5, "analytics";
        /// AI agent.
        AiAgent = 6, "aigc-aiagent";
        /// Digital human.
        DigitalHuman = 7, "aigc-digitalhuman";
        /// Real-time speech recognition.
        RealtimeAsr = 8, "cloud-realtime-asr";
        /// Super board: the whiteboard.
        Whiteboard = 9, "whiteboard";
        /// Super board: its documents.
        Docs = 10, "docs";
        /// Licences of in-app chat.
        Auth = 11, "auth";
        /// Range scenes of real-time communication.
        Metaworld = 12, "metaworld";
    }
}

impl Product {
    /// The domain that the product's hosts end in.
    pub(crate) const fn domain(self) -> &'static str {
        match self {
            Self::AiAgent | Self::DigitalHuman | Self::RealtimeAsr => "zegotech.cn",
            _ => "zego.im",
        }
    }

    /// Whether the product has a host for each region; the others have the unified one alone.
    pub(crate) const fn has_regions(self) -> bool {
        !matches!(
            self,
            Self::DigitalHuman | Self::RealtimeAsr | Self::Auth | Self::Metaworld
        )
    }
}
