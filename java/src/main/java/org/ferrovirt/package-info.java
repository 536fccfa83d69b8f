/** Connections to hypervisors, the objects behind them, what happens to these, and documents as classes. */
@NullMarked
package org.ferrovirt;

import org.jspecify.annotations.NullMarked;
