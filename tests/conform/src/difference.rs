//! Where two lists of lines differ, for people.

/// Equal lines that are shown before and after those that differ.
const CONTEXT: usize = 3;

/// Beyond this many pairs of lines the lists are only shown one after the other.
const MAX_PAIRS: usize = 40_000_000;

/// A line of a comparison.
#[derive(Clone, Copy)]
enum Line<'a> {
    Same(&'a str),
    Expected(&'a str),
    Actual(&'a str),
}

/// The lines that differ, marked with `-` where only expected and `+` where only actual, with some lines around them.
pub fn difference(expected: &[String], actual: &[String]) -> String {
    let lines = align(expected, actual);
    let changed: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| !matches!(line, Line::Same(_))).map(|(index, _)| index).collect();
    let mut text = String::new();
    let mut last = None;
    for (index, line) in lines.iter().enumerate() {
        let after = changed.partition_point(|changed| *changed < index);
        let near = |changed: Option<&usize>| changed.is_some_and(|changed| changed.abs_diff(index) <= CONTEXT);
        if !near(changed.get(after)) && !near(after.checked_sub(1).and_then(|before| changed.get(before))) {
            continue;
        }
        if last.is_some_and(|last: usize| last + 1 < index) {
            text.push_str("  ...\n");
        }
        last = Some(index);
        let (mark, line) = match line {
            Line::Same(line) => (' ', line),
            Line::Expected(line) => ('-', line),
            Line::Actual(line) => ('+', line),
        };
        text.push(mark);
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The longest common subsequence, with what lies between.
fn align<'a>(expected: &'a [String], actual: &'a [String]) -> Vec<Line<'a>> {
    let prefix = expected.iter().zip(actual).take_while(|(left, right)| left == right).count();
    let (left, right) = (&expected[prefix..], &actual[prefix..]);
    let suffix = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[..left.len() - suffix], &right[..right.len() - suffix]);

    let mut lines: Vec<Line<'a>> = expected[..prefix].iter().map(|line| Line::Same(line)).collect();
    let width = right.len() + 1;
    if left.len().saturating_mul(width) > MAX_PAIRS {
        lines.extend(left.iter().map(|line| Line::Expected(line)));
        lines.extend(right.iter().map(|line| Line::Actual(line)));
    } else {
        // The length of what the rests from each pair of lines on have in common.
        let mut common = vec![0u32; (left.len() + 1) * width];
        for i in (0..left.len()).rev() {
            for j in (0..right.len()).rev() {
                common[i * width + j] = match left[i] == right[j] {
                    true => common[(i + 1) * width + j + 1] + 1,
                    false => common[(i + 1) * width + j].max(common[i * width + j + 1]),
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < left.len() || j < right.len() {
            if i < left.len() && j < right.len() && left[i] == right[j] {
                lines.push(Line::Same(&left[i]));
                (i, j) = (i + 1, j + 1);
            } else if j == right.len() || (i < left.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
                lines.push(Line::Expected(&left[i]));
                i += 1;
            } else {
                lines.push(Line::Actual(&right[j]));
                j += 1;
            }
        }
    }
    lines.extend(expected[expected.len() - suffix..].iter().map(|line| Line::Same(line)));
    lines
}

#[cfg(test)]
mod tests {
    fn check(expected: &str, actual: &str, difference: &str) {
        let lines = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let text = super::difference(&lines(expected), &lines(actual));
        assert_eq!(text.lines().collect::<Vec<_>>().join("|"), difference);
    }

    #[test]
    fn changes_are_marked() {
        check("a b c", "a x c", " a|-b|+x| c");
        check("a b", "a b c", " a| b|+c");
        check("a b c", "", "-a|-b|-c");
        check("a", "a", "");
    }

    #[test]
    fn what_is_far_from_changes_is_left_out() {
        check("1 2 3 4 5 6 7 8 9 z", "0 1 2 3 4 5 6 7 8 9", "+0| 1| 2| 3|  ...| 7| 8| 9|-z");
    }
}
