using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Tests.Accounting;

public class BalanceSheetTests
{
    [Fact]
    public void Close_EverythingEndedOnce_Balances()
    {
        var sheet = new BalanceSheet();
        for (var i = 0; i < 3; i++) sheet.Submit(new TransmissionId(i));
        sheet.End(new TransmissionId(0), OutcomeKind.Delivered);
        sheet.End(new TransmissionId(1), OutcomeKind.Failed);
        sheet.End(new TransmissionId(2), OutcomeKind.Expired);
        sheet.End(new TransmissionId(3), OutcomeKind.Rejected);

        var balance = sheet.Close();

        balance.IsBalanced.Should().BeTrue();
        balance.Should().BeEquivalentTo(new { Submitted = 3, Delivered = 1, Failed = 1, Expired = 1, Rejected = 1 });
    }

    [Fact]
    public void Close_LostUnexpectedAndDuplicated_AreNamedWithTheirLastStage()
    {
        var sheet = new BalanceSheet();
        sheet.Submit(new TransmissionId(1));
        sheet.Reach(new TransmissionId(1), Stage.Sent);
        sheet.Submit(new TransmissionId(2));
        sheet.End(new TransmissionId(2), OutcomeKind.Delivered);
        sheet.End(new TransmissionId(2), OutcomeKind.Delivered);
        sheet.End(new TransmissionId(3), OutcomeKind.Failed);

        var balance = sheet.Close();

        balance.IsBalanced.Should().BeFalse();
        balance.Should().BeEquivalentTo(new { Lost = 1, Unexpected = 1, Duplicated = 1 });
        balance.Examples.Should().Equal(
            new OpenTransmission(new TransmissionId(2), Stage.Ended),
            new OpenTransmission(new TransmissionId(3), Stage.Submitted),
            new OpenTransmission(new TransmissionId(1), Stage.Sent));
    }

    [Fact]
    public void Close_ManyLost_NamesTheFirstTen()
    {
        var sheet = new BalanceSheet();
        for (var i = 0; i < 100; i++) sheet.Submit(new TransmissionId(i));

        sheet.Close().Lost.Should().Be(100);
        sheet.Close().Examples.Should().HaveCount(10);
    }
}
