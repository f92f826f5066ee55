// SPDX-License-Identifier: Apache-2.0
/** An application that needs Keepwire's core and finds its transport at run time. */
module consumer {
    requires io.github.keepwire.core;

    opens consumer to
            com.fasterxml.jackson.databind;
}
