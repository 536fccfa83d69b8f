//! Signals for processes of a guest.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A signal for a process of a guest. The numbers are the API's own, whatever those of the guest are.
#[enumeration(c = "virDomainProcessSignal")]
pub enum DomainProcessSignal {
    /// No signal: whether the process is there.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_NOP", since = "1.0.1")]
    Nop = 0,
    /// `SIGHUP`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_HUP", since = "1.0.1")]
    Hup = 1,
    /// `SIGINT`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_INT", since = "1.0.1")]
    Int = 2,
    /// `SIGQUIT`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_QUIT", since = "1.0.1")]
    Quit = 3,
    /// `SIGILL`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_ILL", since = "1.0.1")]
    Ill = 4,
    /// `SIGTRAP`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_TRAP", since = "1.0.1")]
    Trap = 5,
    /// `SIGABRT`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_ABRT", since = "1.0.1")]
    Abrt = 6,
    /// `SIGBUS`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_BUS", since = "1.0.1")]
    Bus = 7,
    /// `SIGFPE`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_FPE", since = "1.0.1")]
    Fpe = 8,
    /// `SIGKILL`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_KILL", since = "1.0.1")]
    Kill = 9,
    /// `SIGUSR1`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_USR1", since = "1.0.1")]
    Usr1 = 10,
    /// `SIGSEGV`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_SEGV", since = "1.0.1")]
    Segv = 11,
    /// `SIGUSR2`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_USR2", since = "1.0.1")]
    Usr2 = 12,
    /// `SIGPIPE`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_PIPE", since = "1.0.1")]
    Pipe = 13,
    /// `SIGALRM`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_ALRM", since = "1.0.1")]
    Alrm = 14,
    /// `SIGTERM`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_TERM", since = "1.0.1")]
    Term = 15,
    /// `SIGSTKFLT`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_STKFLT", since = "1.0.1")]
    Stkflt = 16,
    /// `SIGCHLD`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_CHLD", since = "1.0.1")]
    Chld = 17,
    /// `SIGCONT`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_CONT", since = "1.0.1")]
    Cont = 18,
    /// `SIGSTOP`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_STOP", since = "1.0.1")]
    Stop = 19,
    /// `SIGTSTP`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_TSTP", since = "1.0.1")]
    Tstp = 20,
    /// `SIGTTIN`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_TTIN", since = "1.0.1")]
    Ttin = 21,
    /// `SIGTTOU`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_TTOU", since = "1.0.1")]
    Ttou = 22,
    /// `SIGURG`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_URG", since = "1.0.1")]
    Urg = 23,
    /// `SIGXCPU`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_XCPU", since = "1.0.1")]
    Xcpu = 24,
    /// `SIGXFSZ`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_XFSZ", since = "1.0.1")]
    Xfsz = 25,
    /// `SIGVTALRM`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_VTALRM", since = "1.0.1")]
    Vtalrm = 26,
    /// `SIGPROF`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_PROF", since = "1.0.1")]
    Prof = 27,
    /// `SIGWINCH`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_WINCH", since = "1.0.1")]
    Winch = 28,
    /// `SIGPOLL`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_POLL", since = "1.0.1")]
    Poll = 29,
    /// `SIGPWR`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_PWR", since = "1.0.1")]
    Pwr = 30,
    /// `SIGSYS`.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_SYS", since = "1.0.1")]
    Sys = 31,
    /// The real-time signal 0.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT0", since = "1.0.1")]
    Rt0 = 32,
    /// The real-time signal 1.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT1", since = "1.0.1")]
    Rt1 = 33,
    /// The real-time signal 2.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT2", since = "1.0.1")]
    Rt2 = 34,
    /// The real-time signal 3.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT3", since = "1.0.1")]
    Rt3 = 35,
    /// The real-time signal 4.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT4", since = "1.0.1")]
    Rt4 = 36,
    /// The real-time signal 5.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT5", since = "1.0.1")]
    Rt5 = 37,
    /// The real-time signal 6.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT6", since = "1.0.1")]
    Rt6 = 38,
    /// The real-time signal 7.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT7", since = "1.0.1")]
    Rt7 = 39,
    /// The real-time signal 8.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT8", since = "1.0.1")]
    Rt8 = 40,
    /// The real-time signal 9.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT9", since = "1.0.1")]
    Rt9 = 41,
    /// The real-time signal 10.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT10", since = "1.0.1")]
    Rt10 = 42,
    /// The real-time signal 11.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT11", since = "1.0.1")]
    Rt11 = 43,
    /// The real-time signal 12.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT12", since = "1.0.1")]
    Rt12 = 44,
    /// The real-time signal 13.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT13", since = "1.0.1")]
    Rt13 = 45,
    /// The real-time signal 14.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT14", since = "1.0.1")]
    Rt14 = 46,
    /// The real-time signal 15.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT15", since = "1.0.1")]
    Rt15 = 47,
    /// The real-time signal 16.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT16", since = "1.0.1")]
    Rt16 = 48,
    /// The real-time signal 17.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT17", since = "1.0.1")]
    Rt17 = 49,
    /// The real-time signal 18.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT18", since = "1.0.1")]
    Rt18 = 50,
    /// The real-time signal 19.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT19", since = "1.0.1")]
    Rt19 = 51,
    /// The real-time signal 20.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT20", since = "1.0.1")]
    Rt20 = 52,
    /// The real-time signal 21.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT21", since = "1.0.1")]
    Rt21 = 53,
    /// The real-time signal 22.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT22", since = "1.0.1")]
    Rt22 = 54,
    /// The real-time signal 23.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT23", since = "1.0.1")]
    Rt23 = 55,
    /// The real-time signal 24.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT24", since = "1.0.1")]
    Rt24 = 56,
    /// The real-time signal 25.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT25", since = "1.0.1")]
    Rt25 = 57,
    /// The real-time signal 26.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT26", since = "1.0.1")]
    Rt26 = 58,
    /// The real-time signal 27.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT27", since = "1.0.1")]
    Rt27 = 59,
    /// The real-time signal 28.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT28", since = "1.0.1")]
    Rt28 = 60,
    /// The real-time signal 29.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT29", since = "1.0.1")]
    Rt29 = 61,
    /// The real-time signal 30.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT30", since = "1.0.1")]
    Rt30 = 62,
    /// The real-time signal 31.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT31", since = "1.0.1")]
    Rt31 = 63,
    /// The real-time signal 32.
    #[value(c = "VIR_DOMAIN_PROCESS_SIGNAL_RT32", since = "1.0.1")]
    Rt32 = 64,
}
