// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.root;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of its own, joined to this one by a pair of virtual interfaces. All rules that swallow packets are
 * made over there: nothing of this machine's own network changes but for the one interface.
 *
 * <pre>
 *   this namespace                         far side
 *   kw&lt;pid&gt;n  198.18.x.y+1/30  ======  198.18.x.y+2/30  kw&lt;pid&gt;f      iptables INPUT, OUTPUT
 * </pre>
 */
final class FarSide implements AutoCloseable {
    private static final long PID = ProcessHandle.current().pid();

    private final String name = "keepwire-" + PID;
    private final String nearInterface = "kw" + PID + "n";
    private final String farInterface = "kw" + PID + "f";
    private final String network = "198.18." + (PID >> 6 & 0xff) + ".";
    private final int lastOctet = (int) (PID & 0x3f) * 4;
    private final Thread lastResort = new Thread(this::removeAll);

    private FarSide() {}

    /**
     * Makes one.
     *
     * @throws IOException if this machine has not the programs, or does not allow it; nothing is left behind then
     */
    static FarSide make() throws IOException {
        FarSide made = new FarSide();
        Runtime.getRuntime().addShutdownHook(made.lastResort);
        try {
            made.join();
            return made;
        } catch (IOException refused) {
            made.close();
            throw refused;
        }
    }

    private void join() throws IOException {
        Shell.run("ip", "netns", "add", name);
        Shell.run("ip", "link", "add", nearInterface, "type", "veth", "peer", "name", farInterface, "netns", name);
        Shell.run("ip", "address", "add", network + (lastOctet + 1) + "/30", "dev", nearInterface);
        Shell.run("ip", "link", "set", nearInterface, "up");
        Shell.run("ip", "-n", name, "address", "add", address() + "/30", "dev", farInterface);
        Shell.run("ip", "-n", name, "link", "set", farInterface, "up");
        Shell.run("ip", "-n", name, "link", "set", "lo", "up");
        heal();
    }

    /** Where a server over there is to listen. */
    String address() {
        return network + (lastOctet + 2);
    }

    /** A command that runs over there. */
    List<String> command(List<String> command) {
        List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", name));
        there.addAll(command);
        return there;
    }

    /** From now on no packet comes back from there. */
    void dropAnswers() throws IOException {
        rule("OUTPUT", "-o", farInterface, "-j", "DROP");
    }

    /** From now on no packet passes, in either direction, and nobody is told. */
    void dropAll() throws IOException {
        dropAnswers();
        rule("INPUT", "-i", farInterface, "-j", "DROP");
    }

    /** From now on each packet is lost with this chance, in either direction. */
    void dropSome(double chance) throws IOException {
        String probability = String.valueOf(chance);
        for (String chain : List.of("INPUT", "OUTPUT")) {
            String direction = chain.equals("INPUT") ? "-i" : "-o";
            rule(
                    chain,
                    direction,
                    farInterface,
                    "-m",
                    "statistic",
                    "--mode",
                    "random",
                    "--probability",
                    probability,
                    "-j",
                    "DROP");
        }
    }

    /** From now on whatever comes is answered by a reset. */
    void resetAll() throws IOException {
        rule("INPUT", "-i", farInterface, "-p", "tcp", "-j", "REJECT", "--reject-with", "tcp-reset");
    }

    /** Takes back all of these. */
    void heal() throws IOException {
        Shell.run(command(List.of("iptables", "-w", "-F")));
    }

    private void rule(String chain, String... what) throws IOException {
        List<String> rule = new ArrayList<>(List.of("iptables", "-w", "-A", chain));
        rule.addAll(List.of(what));
        Shell.run(command(rule));
    }

    @Override
    public void close() {
        removeAll();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    /** Each by its own name; what was never made, or is gone already, stays gone. */
    private void removeAll() {
        remove("ip", "link", "delete", nearInterface);
        remove("ip", "netns", "delete", name);
    }

    private static void remove(String... command) {
        try {
            Shell.run(command);
        } catch (IOException gone) {
            System.err.println("nothing to remove: " + gone.getMessage());
        }
    }
}
