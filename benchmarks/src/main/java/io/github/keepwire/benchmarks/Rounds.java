// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Several ways to do the same, measured in turn, round by round, so that what else the machine does meets all of them. The
 * first is the reference.
 */
final class Rounds {
    private static final int WARM_UPS = 2;

    private final String unit;
    private final Map<String, Callable<Double>> ways = new LinkedHashMap<>();

    Rounds(String unit) {
        this.unit = unit;
    }

    /** Adds a way; the figure that it answers is in the unit of the table. */
    Rounds add(String name, Callable<Double> way) {
        ways.put(name, way);
        return this;
    }

    /** Runs all, and prints for each the ratio to the reference and the median. */
    void print(int rounds) throws Exception {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < rounds; round++) {
            for (Map.Entry<String, Callable<Double>> way : ways.entrySet()) {
                double figure = way.getValue().call();
                if (round >= 0) {
                    figures.computeIfAbsent(way.getKey(), none -> new ArrayList<>())
                            .add(figure);
                }
            }
        }
        System.out.printf("%-60s %9s %14s%n", "", "ratio", unit);
        double reference = Double.NaN;
        for (Map.Entry<String, List<Double>> way : figures.entrySet()) {
            double median = median(way.getValue());
            reference = Double.isNaN(reference) ? median : reference;
            System.out.printf("%-60s %8.2fx %,14.0f%n", way.getKey(), median / reference, median);
        }
    }

    private static double median(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
