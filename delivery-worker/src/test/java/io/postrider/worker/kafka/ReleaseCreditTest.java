package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class ReleaseCreditTest {

    private final CountedCredit counted = new CountedCredit();

    @Test
    void isWhatTheWorkerTakesBeforeLong() {
        counted.count(0, 0, 0);
        assertThat(counted.takeAll()).isEqualTo(3_000);
        counted.count(400, 5_000, 0);
        assertThat(counted.takeAll()).as("by the median").isEqualTo(1_800);
    }

    @Test
    void thereIsNoneWhereMostPartitionsAreBehind() {
        counted.count(1_000, 5_000, 0);
        assertThat(counted.credit().isLeft()).isFalse();
        assertThat(counted.takeAll()).isZero();
    }

    @Test
    void onePartitionThatStandsStillIsNoReason() {
        counted.count(0, 1_000_000, 10);
        assertThat(counted.credit().isLeft()).isTrue();
        counted.count(0, 1_000_000);
        assertThat(counted.credit().isLeft()).isTrue();
    }

    @Test
    void partitionsThatArePausedHaveEnough() {
        counted.count(0, CountedCredit.PAUSED, CountedCredit.PAUSED);
        assertThat(counted.credit().isLeft()).isFalse();
        counted.count(0, 0, CountedCredit.PAUSED);
        assertThat(counted.credit().isLeft()).isTrue();
    }

    @Test
    void whatIsUnderWayIsNotGrantedAgain() {
        counted.credit().released();
        counted.credit().released();
        counted.count(0);
        assertThat(counted.takeAll()).isEqualTo(998);
        counted.credit().arrived();
        counted.count(0);
        assertThat(counted.takeAll()).isEqualTo(999);
    }

    @Test
    void isCountedNowAndThenAndNotSavedUp() {
        counted.count(0);
        assertThat(counted.takeAll()).isEqualTo(1_000);
        counted.countAfter(Duration.ofMillis(199), 0);
        assertThat(counted.credit().isLeft()).isFalse();
        counted.countAfter(Duration.ofMillis(1), 0);
        counted.count(0);
        assertThat(counted.takeAll()).isEqualTo(1_000);
    }

    @Test
    void aWorkerWithoutPartitionsIsNotBehind() {
        counted.count();
        assertThat(counted.credit().isLeft()).isTrue();
    }

    @Test
    void thereIsNoneUntilItIsCountedAndWhileNothingIsTaken() {
        assertThat(counted.credit().isLeft()).isFalse();
        counted.count(0);
        counted.credit().none();
        assertThat(counted.credit().isLeft()).isFalse();
        counted.countAfter(Duration.ZERO, 0);
        assertThat(counted.credit().isLeft()).as("counted at once").isTrue();
    }
}
