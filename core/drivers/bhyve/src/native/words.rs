//! Commands of a script, as a shell would split them: quotes, backslashes, comments. Nothing is substituted.

use crate::unsupported;
use ferrovirt_error::Result;

/// The commands, each as its words. Assignments of variables in front of one are left out.
pub(super) fn commands(script: &str) -> Result<Vec<Vec<String>>> {
    let mut commands = Vec::new();
    let mut command = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = script.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('\n') | None => {}
                Some(letter) => word.get_or_insert_default().push(letter),
            },
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match letters.next() {
                        None => return Err(unsupported("a quote in the script has no end")),
                        Some(end) if end == letter => break,
                        Some('\\') if letter == '"' => word.extend(letters.next()),
                        Some(letter) => word.push(letter),
                    }
                }
            }
            '#' if word.is_none() => while letters.next_if(|letter| *letter != '\n').is_some() {},
            '\n' => {
                command.extend(word.take());
                commands.push(std::mem::take(&mut command));
            }
            letter if letter.is_whitespace() => command.extend(word.take()),
            letter => word.get_or_insert_default().push(letter),
        }
    }
    command.extend(word);
    commands.push(command);
    let is_assignment = |word: &String| word.contains('=') && !word.starts_with(['-', '/', '.']);
    for command in &mut commands {
        let n_assignments = command.iter().take_while(|word| is_assignment(word)).count();
        command.drain(..n_assignments);
    }
    commands.retain(|command| !command.is_empty());
    Ok(commands)
}
